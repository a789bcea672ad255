import { cn } from '@/lib/cn'

/** Shown under the pointer and with the focus inside its article; always on touch and where it matters most. */
export function actionsClass(isAlwaysShown: boolean, className?: string): string {
  return cn(
    'flex min-h-7 items-center gap-0.5 transition-opacity touch:opacity-100',
    !isAlwaysShown && 'opacity-0 group-focus-within/message:opacity-100 group-hover/message:opacity-100',
    className,
  )
}
