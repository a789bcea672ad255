'use client'

import { useId } from 'react'
import { cn } from '@/lib/cn'
import { inputClass } from '@/components/ui/text-field'

type LongFieldProps = {
  label: string
  hint?: string
  placeholder: string
  maxLength: number
  value: string
  onChange: (value: string) => void
}

/** A text of several lines that grows with what is written. */
export function LongField({ label, hint, placeholder, maxLength, value, onChange }: LongFieldProps) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={2}
        dir="auto"
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
        className={cn(
          inputClass,
          'scroll-quiet block h-auto max-h-56 min-h-16 resize-none py-2 leading-6 [field-sizing:content] md:h-auto',
        )}
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-pretty text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}
