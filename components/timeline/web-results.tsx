'use client'

import { WebCard } from '@/components/sources/web-card'
import type { WebReference } from '@/lib/runs/events'

/** What a web search found, as cards. */
export function WebResults({ references }: { references: WebReference[] }) {
  return (
    <ol className="grid gap-2">
      {references.map((reference, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- results may repeat and never move
        <li key={index} className="rounded-control border border-line px-3 py-2">
          <WebCard reference={reference} />
        </li>
      ))}
    </ol>
  )
}
