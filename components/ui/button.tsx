import type { ComponentProps } from 'react'
import { cn } from '@/lib/cn'
import { Spinner } from './spinner'

type ButtonVariant = 'primary' | 'quiet' | 'outline' | 'danger'

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  outline: 'border border-line bg-raised text-ink hover:bg-hover',
  quiet: 'text-ink hover:bg-hover',
  danger: 'bg-danger text-on-accent hover:brightness-95',
}

const sizes = {
  small: 'h-8 gap-1.5 px-3 text-sm',
  medium: 'h-10 gap-2 px-4 text-ui',
}

type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant
  size?: keyof typeof sizes
  /** At work: keeps its width, shows a spinner, cannot be pressed. */
  isBusy?: boolean
}

export function Button({ variant, size, isBusy = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled ?? isBusy}
      aria-busy={isBusy || undefined}
      className={buttonClass(variant, size, className)}
    >
      <span className={cn('contents', isBusy && 'invisible')}>{children}</span>
      {isBusy && <Spinner className="absolute" />}
    </button>
  )
}

/** The same look for a link. */
export function buttonClass(
  variant: ButtonVariant = 'quiet',
  size: keyof typeof sizes = 'medium',
  className?: string,
): string {
  return cn(
    'focus-ring touch-target inline-flex shrink-0 items-center justify-center rounded-control font-medium whitespace-nowrap transition-colors select-none disabled:cursor-default disabled:opacity-50',
    variants[variant],
    sizes[size],
    className,
  )
}
