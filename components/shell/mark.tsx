import { cn } from '@/lib/cn'

/** The crescent, the line of water, and what the water gives back. The same drawing as `public/mark.svg`. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" fill="none" className={cn('shrink-0', className)}>
      <path d="M16.72 1.23A9.2 9.2 0 1 0 24.74 13.26A7.3 7.3 0 0 1 16.72 1.23Z" fill="currentColor" />
      <g stroke="currentColor" strokeWidth="2.2" strokeLinecap="round">
        <path d="M2.6 22.3H29.4" />
        <path d="M9 26.4H22" opacity="0.65" />
        <path d="M13 30.4H18.4" opacity="0.35" />
      </g>
    </svg>
  )
}
