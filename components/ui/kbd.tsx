import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'

export function Kbd({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <kbd className={cn('rounded-small border border-line px-1 font-sans text-xs text-muted', className)}>
      {children}
    </kbd>
  )
}
