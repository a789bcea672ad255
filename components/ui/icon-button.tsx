import type { ComponentProps } from 'react'
import { cn } from '@/lib/cn'
import { Icon } from './icon'
import type { LucideIcon } from './icon'

const variants = {
  quiet:
    'text-muted hover:bg-hover hover:text-ink aria-pressed:bg-selected aria-pressed:text-accent aria-expanded:bg-hover aria-expanded:text-ink',
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
}

const sizes = { small: 'size-7', medium: 'size-9' }

type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  icon: LucideIcon
  /** Accessible name and tooltip. */
  label: string
  /** Keys that do the same, as `Mod Shift O`; shown in the tooltip only. */
  keys?: string
  variant?: keyof typeof variants
  size?: keyof typeof sizes
}

/** A button that is only an icon: its label is the accessible name, and a tooltip for everybody else. */
export function IconButton({
  icon,
  label,
  keys,
  variant = 'quiet',
  size = 'medium',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      data-tooltip={label}
      data-tooltip-keys={keys}
      className={cn(
        'focus-ring touch-target inline-flex shrink-0 items-center justify-center rounded-control transition-colors disabled:cursor-default disabled:opacity-45',
        variants[variant],
        sizes[size],
        className,
      )}
    >
      <Icon icon={icon} />
    </button>
  )
}
