'use client'

import { Switch as Base } from '@base-ui/react/switch'
import { useId } from 'react'

type SwitchProps = { label: string; isOn: boolean; onChange: (isOn: boolean) => void; disabled?: boolean }

export function Switch({ label, isOn, onChange, disabled = false }: SwitchProps) {
  const id = useId()
  return (
    <div className="flex items-center gap-3">
      <Base.Root
        checked={isOn}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-labelledby={id}
        className="focus-ring touch-target inline-flex h-5 w-9 shrink-0 items-center rounded-chip bg-edge p-0.5 transition-colors data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Thumb className="size-4 rounded-chip bg-ground transition-transform data-checked:translate-x-4" />
      </Base.Root>
      <span id={id} className="text-ui">
        {label}
      </span>
    </div>
  )
}
