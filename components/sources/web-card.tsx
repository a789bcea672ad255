'use client'

import { useTranslations } from 'use-intl'
import { numberOf } from '@/components/markdown/citations'
import { hostOf, toSafeUrl } from '@/components/markdown/url-policy'
import type { WebReference } from '@/lib/runs/events'

/** A page that was found: title, site and date, a few lines. Sites are named in words: their icons would tell them who reads. */
export function WebCard({ reference }: { reference: WebReference }) {
  const t = useTranslations('sources')
  const url = pageUrl(reference.link)
  const number = numberOf(reference.refer)
  const title = reference.title || (url ? hostOf(url) : '') || t('unnamed')
  const site = [reference.media, url && hostOf(url), reference.published].filter(Boolean).join(' · ')
  return (
    <>
      <p className="font-medium break-words">
        {number !== null && <span className="mr-1.5 font-normal text-muted tabular-nums">[{number}]</span>}
        {url ? (
          <a
            href={withQuote(url, reference.content)}
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
      {site && <p className="text-xs break-all text-muted">{site}</p>}
      {reference.content && <p className="mt-1 line-clamp-5 break-words text-muted">{reference.content}</p>}
    </>
  )
}

/** Results are pages: of the safe addresses only http and https. */
function pageUrl(link: string | null): string | null {
  const url = link === null ? null : toSafeUrl(link)
  return url && /^https?:/.test(url) ? url : null
}

/** A text fragment: the browser marks the quote where the page has it, and opens the page as usual where not. */
function withQuote(url: string, content: string): string {
  const quote = /^[^\n.。!?！？…\p{Surrogate}]{16,120}/u.exec(content.trim())?.[0].trim()
  if (!quote || url.includes('#')) return url
  return `${url}#:~:text=${encodeURIComponent(quote).replaceAll('-', '%2D')}`
}
