'use client'

import { useId } from 'react'
import type { ComponentProps } from 'react'
import { cn } from '@/lib/cn'

type TextFieldProps = Omit<ComponentProps<'input'>, 'id' | 'aria-describedby' | 'aria-invalid'> & {
  label: string
  hint?: string | undefined
  /** What is wrong with the value; takes the place of the hint. */
  error?: string | null | undefined
}

export function TextField({ label, hint, error, className, ...rest }: TextFieldProps) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className={inputClass}
      />
      {note && (
        <p id={`${id}-note`} className={cn('mt-1.5 text-sm', error ? 'text-danger' : 'text-muted')}>
          {note}
        </p>
      )}
    </div>
  )
}

// 16 px on phones: below it Safari zooms into the field.
export const inputClass =
  'h-11 w-full min-w-0 rounded-control border border-edge bg-raised px-3 text-base leading-normal outline-none transition-colors focus-visible:border-accent focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-accent aria-invalid:border-danger md:h-10 md:text-ui'
