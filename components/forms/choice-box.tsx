'use client'

import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down'
import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { Skeleton } from '@/components/ui/skeleton'
import { inputClass } from '@/components/ui/text-field'
import { cn } from '@/lib/cn'
import type { FrameIds } from './field-frame'

/** More than one sees at a glance are searched. */
const searchedFrom = 12

const LongChoice = lazy(async () => ({ default: (await import('./long-choice')).LongChoice }))

export type ChoiceBoxProps = FrameIds & {
  options: readonly string[]
  value: string
  isFrozen: boolean
  onChange: (value: string) => void
}

export function ChoiceBox(props: ChoiceBoxProps) {
  const { controlId, describedBy, isInvalid, options, value, isFrozen, onChange } = props
  const t = useTranslations('forms')
  if (options.length >= searchedFrom) {
    return (
      <Suspense fallback={<Skeleton className="h-11 md:h-10" />}>
        <LongChoice {...props} />
      </Suspense>
    )
  }
  return (
    <div className="relative">
      <select
        id={controlId}
        value={value}
        disabled={isFrozen}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-describedby={describedBy}
        aria-invalid={isInvalid || undefined}
        className={cn(inputClass, 'appearance-none truncate pr-10', value === '' && 'text-muted')}
      >
        <option value="">{value === '' ? t('choose') : t('chooseEmpty')}</option>
        {options.map((option) => (
          <option key={option} value={option} className="text-ink">
            {option}
          </option>
        ))}
      </select>
      <Icon
        icon={ChevronsUpDown}
        className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-muted"
      />
    </div>
  )
}
