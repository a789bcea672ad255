import type { ReactNode } from 'react'
import { ReadyLink } from '@/components/shell/ready-link'

type HomeSectionProps = {
  id: string
  title: string
  more?: { href: string; label: string }
  children: ReactNode
}

/** A heading, perhaps the way to all of them, and what stands below. */
export function HomeSection({ id, title, more, children }: HomeSectionProps) {
  return (
    <section aria-labelledby={`home-${id}`} className="mt-10">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <h2 id={`home-${id}`} className="text-sm font-medium text-muted">
          {title}
        </h2>
        {more && (
          <ReadyLink
            href={more.href}
            className="focus-ring touch-target rounded-small text-sm text-muted transition-colors hover:text-ink"
          >
            {more.label}
          </ReadyLink>
        )}
      </div>
      {children}
    </section>
  )
}
