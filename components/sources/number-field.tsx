'use client'

import { useState } from 'react'

type NumberFieldProps = {
  label: string
  value: number
  max: number
  /** What stands after it, as "/ 60". */
  suffix: string
  onGo: (value: number) => void
}

/** Says where one is, and goes where one writes. */
export function NumberField({ label, value, max, suffix, onGo }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const go = () => {
    const number = Number(draft)
    if (draft !== null && Number.isInteger(number)) onGo(Math.min(max, Math.max(1, number)))
    setDraft(null)
  }
  return (
    <form
      className="flex items-center gap-1.5 whitespace-nowrap tabular-nums"
      onSubmit={(event) => {
        event.preventDefault()
        go()
      }}
    >
      <input
        aria-label={label}
        inputMode="numeric"
        autoComplete="off"
        maxLength={7}
        value={draft ?? String(value)}
        onChange={(event) => setDraft(event.target.value.replace(/\D/g, ''))}
        onFocus={(event) => event.target.select()}
        onBlur={() => setDraft(null)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || draft === null) return
          event.stopPropagation()
          setDraft(null)
        }}
        style={{ width: `calc(${Math.max(2, String(max).length)}ch + 1rem)` }}
        className="focus-ring-inset h-7 rounded-small border border-edge bg-raised px-1.5 text-center text-ink pointer-coarse:text-base"
      />
      <span>{suffix}</span>
    </form>
  )
}
