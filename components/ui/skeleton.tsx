import { cn } from '@/lib/cn'

/** Stands where something will stand, in its size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block animate-pulse rounded-small bg-line', className)} />
}
