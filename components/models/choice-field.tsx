'use client'

import { Select } from '@/components/ui/select'

type ChoiceFieldProps<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}

/** One of a few, under its label. */
export function ChoiceField<Value extends string>({ label, ...select }: ChoiceFieldProps<Value>) {
  return (
    <div className="min-w-0">
      <p aria-hidden className="mb-1.5 text-sm font-medium">
        {label}
      </p>
      <Select label={label} {...select} className="h-11 w-full min-w-0 text-base md:h-10 md:text-ui" />
    </div>
  )
}
