import CircleAlert from 'lucide-react/icons/circle-alert'
import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'
import { Icon } from './icon'

type ErrorStateProps = { text: string; className?: string; children?: ReactNode }

/** Stands where the thing would have stood: one calm line and its way on (children). */
export function ErrorState({ text, className, children }: ErrorStateProps) {
  return (
    <div
      role="alert"
      className={cn('flex flex-wrap items-center gap-x-3 gap-y-2 py-2 text-sm text-muted', className)}
    >
      <Icon icon={CircleAlert} className="text-danger" />
      <span className="min-w-0">{text}</span>
      {children}
    </div>
  )
}
