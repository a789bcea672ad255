'use client'

import { Combobox } from '@base-ui/react/combobox'
import Check from 'lucide-react/icons/check'
import Plus from 'lucide-react/icons/plus'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import type { ModelOption, ModelRow } from './model-options'
import { useFamilyName } from './use-family-name'

export const optionPx = 40
export const headingPx = 30

type ModelRowViewProps = {
  row: ModelRow
  options: ModelOption[]
  /** Models come from several places, so that a typed name says for which it is. */
  isMixed: boolean
  top: number
}

/** One line of the picker, at its place in the list. */
export function ModelRowView({ row, options, isMixed, top }: ModelRowViewProps) {
  const t = useTranslations('models')
  const familyName = useFamilyName()
  if (row.kind === 'heading') {
    return (
      <div
        role="presentation"
        style={{ height: headingPx, transform: `translateY(${top}px)` }}
        className="absolute inset-x-1.5 top-0 flex items-end px-2.5 pb-1 text-xs text-muted"
      >
        {familyName(row.family)}
      </div>
    )
  }
  const option = options[row.index]
  if (!option) return null
  const { target, name, isTyped } = option
  const hasOwnName = name.toLowerCase() !== target.id.toLowerCase()
  return (
    <Combobox.Item
      index={row.index}
      value={option}
      aria-setsize={options.length}
      aria-posinset={row.index + 1}
      style={{ height: optionPx, transform: `translateY(${top}px)` }}
      className="absolute inset-x-1.5 top-0 flex items-center gap-2.5 rounded-control px-2.5 text-ui outline-none select-none data-highlighted:bg-hover"
    >
      {isTyped && <Icon icon={Plus} className="text-muted" />}
      <span dir="auto" title={target.id} className="min-w-0 shrink-0 grow-0 truncate max-w-full">
        {isTyped ? t('useTyped', { name }) : name}
      </span>
      <span className="min-w-0 grow truncate text-xs text-muted">
        {isTyped ? isMixed && familyName(target.family) : hasOwnName && target.id}
      </span>
      <Combobox.ItemIndicator>
        <Icon icon={Check} className="text-accent" />
      </Combobox.ItemIndicator>
    </Combobox.Item>
  )
}
