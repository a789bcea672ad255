'use client'

import { Icon } from '@/components/ui/icon'
import type { LucideIcon } from '@/components/ui/icon'

type ToolSwitchProps = { icon: LucideIcon; label: string; isOn: boolean; onChange: (isOn: boolean) => void }

/** A switch in the composer: its word where there is room for it, else the icon alone. */
export function ToolSwitch({ icon, label, isOn, onChange }: ToolSwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      data-tooltip={label}
      onClick={() => onChange(!isOn)}
      className="focus-ring touch-target inline-flex h-9 min-w-9 shrink-0 items-center justify-center gap-1.5 rounded-chip px-2.5 text-sm text-muted transition-colors hover:bg-hover hover:text-ink aria-checked:bg-accent/12 aria-checked:text-accent-strong"
    >
      <Icon icon={icon} />
      <span aria-hidden className="@max-[34rem]:hidden">
        {label}
      </span>
    </button>
  )
}
