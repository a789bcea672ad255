'use client'

import { lazy, Suspense, useContext, useEffect, useId, useRef, useState } from 'react'
import type { MouseEvent } from 'react'
import { useTranslations } from 'use-intl'
import type { WebReference } from '@/lib/runs/events'
import { findReferences } from './citations'
import { ReferencesContext } from './references-context'
import { toSafeUrl } from './url-policy'

const loadCard = () => import('./citation-card')
const CitationCard = lazy(loadCard)

/** A mark such as `[3]`: links to what it names; what names nothing stays the text it was. */
export function Citation({ text, numbers }: { text: string; numbers: string[] }) {
  const { pages } = useContext(ReferencesContext)
  const named = numbers.map((number) => ({ number, references: findReferences(pages, number) }))
  if (named.length === 0 || named.some(({ references }) => references.length === 0)) return <>{text}</>
  return (
    <>
      {named.map(({ number, references }) => (
        <Mark key={number} number={number} references={references} />
      ))}
    </>
  )
}

const openDelayMs = 180
/** Time to move the pointer onto the card. */
const closeDelayMs = 160

function Mark({ number, references }: { number: string; references: WebReference[] }) {
  const t = useTranslations('markdown')
  const { show } = useContext(ReferencesContext)
  const [isOpen, setIsOpen] = useState(false)
  const link = useRef<HTMLAnchorElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const id = useId()
  const [first] = references
  const url = pageUrl(first?.link ?? null)
  useEffect(() => () => clearTimeout(timer.current), [])

  const change = (next: boolean, delay: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setIsOpen(next), delay)
  }
  const onClick = (event: MouseEvent) => {
    // A finger has no hover: it is shown what the mark names before it leaves the page.
    if (url && !matchMedia('(hover: none)').matches) return
    event.preventDefault()
    show(`ref_${number}`)
  }
  return (
    <>
      <a
        ref={link}
        className="md-cite"
        href={url ?? '#'}
        {...(url ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
        aria-label={first?.title ? t('citationOf', { number, title: first.title }) : `[${number}]`}
        aria-describedby={isOpen ? id : undefined}
        onClick={onClick}
        onPointerEnter={(event) => {
          void loadCard()
          if (event.pointerType !== 'touch') change(true, openDelayMs)
        }}
        onPointerLeave={() => change(false, closeDelayMs)}
        onFocus={(event) => event.target.matches(':focus-visible') && change(true, 0)}
        onBlur={() => change(false, 0)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !isOpen) return
          event.preventDefault()
          change(false, 0)
        }}
      >
        [{number}]
      </a>
      {isOpen && (
        <Suspense>
          <CitationCard
            id={id}
            anchor={link}
            references={references}
            onStay={() => change(true, 0)}
            onLeave={() => change(false, closeDelayMs)}
          />
        </Suspense>
      )}
    </>
  )
}

/** Results are pages: of the safe addresses only http and https. */
function pageUrl(address: string | null): string | null {
  const url = address === null ? null : toSafeUrl(address)
  return url && /^https?:/.test(url) ? url : null
}
