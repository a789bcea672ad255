import type { ReactNode } from 'react'

/** A heading and what stands under it; the list carries the heading's name. */
export function SidebarGroup({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <div className="pt-5">
      <h2 id={`sidebar-${id}`} className="px-2.5 pb-1 text-xs font-medium text-muted">
        {title}
      </h2>
      <ul aria-labelledby={`sidebar-${id}`}>{children}</ul>
    </div>
  )
}
