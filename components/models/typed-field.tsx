'use client'

import { useState } from 'react'
import type { ComponentProps } from 'react'
import { TextField } from '@/components/ui/text-field'

type TypedFieldProps<Value> = Pick<
  ComponentProps<typeof TextField>,
  'label' | 'hint' | 'placeholder' | 'inputMode' | 'disabled' | 'className'
> & {
  /** As it is kept, in words. */
  value: string
  /** Undefined: it cannot be that. */
  read: (text: string) => Value | undefined
  /** What to say then. */
  problem: string
  onChange: (value: Value) => void
}

/** A field whose value counts as soon as it can be read; until then what was typed stands with a sentence about it. */
export function TypedField<Value>({ value, read, problem, onChange, ...field }: TypedFieldProps<Value>) {
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? value
  const isWrong = typed !== null && !field.disabled && read(typed) === undefined
  return (
    <TextField
      {...field}
      value={text}
      error={isWrong ? problem : null}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        const next = event.currentTarget.value
        setTyped(next)
        const known = read(next)
        if (known !== undefined) onChange(known)
      }}
      // What can be read stands as it is kept.
      onBlur={() => !isWrong && setTyped(null)}
    />
  )
}
