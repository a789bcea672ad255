'use client'

import { Checkbox } from '@base-ui/react/checkbox'
import Check from 'lucide-react/icons/check'
import { useId } from 'react'
import type { ReactNode } from 'react'
import { Icon } from '@/components/ui/icon'

type CheckRowProps = {
  label: string
  /** One line on what it is. */
  text: string
  isChecked: boolean
  isDisabled?: boolean
  onChange: (isChecked: boolean) => void
  /** Buttons at the end of the row. */
  children?: ReactNode
}

/** Something to choose, with a line on what it is. */
export function CheckRow({ label, text, isChecked, isDisabled = false, onChange, children }: CheckRowProps) {
  const id = useId()
  return (
    <div className="flex min-h-11 items-start gap-1 py-1.5">
      <label htmlFor={id} className="flex min-w-0 grow gap-3">
        <Checkbox.Root
          id={id}
          checked={isChecked}
          disabled={isDisabled}
          onCheckedChange={onChange}
          aria-labelledby={`${id}-label`}
          aria-describedby={`${id}-text`}
          className="focus-ring touch-target mt-0.5 flex size-4.5 shrink-0 items-center justify-center rounded-small border border-edge bg-raised transition-colors data-checked:border-accent data-checked:bg-accent data-checked:text-on-accent data-disabled:opacity-50"
        >
          <Checkbox.Indicator>
            <Icon icon={Check} className="size-3.5" />
          </Checkbox.Indicator>
        </Checkbox.Root>
        <span className="min-w-0">
          <span id={`${id}-label`} className="block break-words">
            {label}
          </span>
          <span id={`${id}-text`} className="block text-sm text-pretty break-words text-muted">
            {text}
          </span>
        </span>
      </label>
      {children}
    </div>
  )
}
