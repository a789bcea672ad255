import type { ReactNode } from 'react'

type EmptyStateProps = { picture?: ReactNode; title: string; text?: string; children?: ReactNode }

/** Says what a place is for and offers the first step (children). */
export function EmptyState({ picture, title, text, children }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-narrow flex-col items-center px-4 py-10 text-center">
      {picture && <div className="mb-6 text-muted">{picture}</div>}
      <p className="text-lg font-medium text-balance">{title}</p>
      {text && <p className="mt-2 text-pretty text-muted">{text}</p>}
      {children && <div className="mt-6 flex gap-2">{children}</div>}
    </div>
  )
}
