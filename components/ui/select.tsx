'use client'

import { Select as Base } from '@base-ui/react/select'
import Check from 'lucide-react/icons/check'
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down'
import { cn } from '@/lib/cn'
import { Icon } from './icon'

type SelectProps<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
  className?: string
}

export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: SelectProps<Value>) {
  return (
    <Base.Root items={options} value={value} onValueChange={(next) => next !== null && onChange(next)}>
      <Base.Trigger
        aria-label={label}
        className={cn(
          'focus-ring flex h-10 items-center gap-2 rounded-control border border-edge bg-raised pr-2.5 pl-3 text-ui',
          className,
        )}
      >
        <Base.Value className="grow truncate text-left" />
        <Base.Icon render={<Icon icon={ChevronsUpDown} className="text-muted" />} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          sideOffset={6}
          collisionPadding={4}
          alignItemWithTrigger={false}
          className="z-30 outline-none"
        >
          <Base.Popup className="scroll-quiet max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto rounded-panel bg-raised p-1.5 shadow-float outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                className="flex min-h-9 items-center gap-3 rounded-control px-2.5 py-1.5 text-ui outline-none select-none data-highlighted:bg-hover pointer-coarse:min-h-11"
              >
                <Base.ItemText className="grow">{option.label}</Base.ItemText>
                <Base.ItemIndicator>
                  <Icon icon={Check} className="text-accent" />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
