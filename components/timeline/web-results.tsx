'use client'

import { hostOf, toSafeUrl } from '@/components/markdown/url-policy'
import type { WebReference } from '@/lib/runs/events'

/** What a web search found, as cards. Sites are named in words: their icons would tell them who reads. */
export function WebResults({ references }: { references: WebReference[] }) {
  return (
    <>
      <ol className="grid gap-2">
        {references.map((reference, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- results may repeat and never move
          <li key={index} className="rounded-control border border-line px-3 py-2">
            <Card reference={reference} />
          </li>
        ))}
      </ol>
    </>
  )
}

function Card({ reference }: { reference: WebReference }) {
  const url = webUrl(reference.link)
  const title = reference.title || (url ? hostOf(url) : (reference.refer ?? ''))
  const place = [reference.media, url && hostOf(url)].filter(Boolean).join(' · ')
  return (
    <>
      <p className="font-medium break-words">
        {url ? (
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            className="focus-ring rounded-small text-accent underline-offset-2 hover:underline"
          >
            {title}
          </a>
        ) : (
          title
        )}
      </p>
      {place && <p className="text-xs break-all text-muted">{place}</p>}
      {reference.content && <p className="mt-1 line-clamp-4 break-words text-muted">{reference.content}</p>}
    </>
  )
}

/** Results are pages: of the safe addresses only http and https. */
function webUrl(link: string | null): string | null {
  const url = link === null ? null : toSafeUrl(link)
  return url && /^https?:/.test(url) ? url : null
}
