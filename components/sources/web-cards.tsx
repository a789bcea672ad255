'use client'

import { useEffect, useRef } from 'react'
import { findReferences } from '@/components/markdown/citations'
import { cn } from '@/lib/cn'
import type { WebReference } from '@/lib/runs/events'
import { WebCard } from './web-card'

/** Pages that an answer rests on. */
export function WebCards({ references, active }: { references: WebReference[]; active: string | null }) {
  const list = useRef<HTMLOListElement>(null)
  const marked = active === null ? [] : findReferences(references, active)
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <ol ref={list} className="grid gap-2">
      {references.map((reference, index) => {
        const isMarked = marked.includes(reference)
        return (
          <li
            // oxlint-disable-next-line react/no-array-index-key -- results may repeat and never move
            key={index}
            aria-current={isMarked || undefined}
            className={cn(
              'rounded-control border px-3 py-2.5 text-sm',
              isMarked ? 'border-accent bg-hover' : 'border-line',
            )}
          >
            <WebCard reference={reference} />
          </li>
        )
      })}
    </ol>
  )
}
