'use client'

import { useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'
import { createPortal } from 'react-dom'
import type { WebReference } from '@/lib/runs/events'
import { hostOf, toSafeUrl } from './url-policy'

type CitationCardProps = {
  id: string
  anchor: RefObject<HTMLElement | null>
  references: WebReference[]
  onStay: () => void
  onLeave: () => void
}

const gap = 6
const margin = 8

/** What a mark names: title, site, and the first lines. Nothing of it comes from elsewhere, no icon either. */
export default function CitationCard({ id, anchor, references, onStay, onLeave }: CitationCardProps) {
  const card = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = card.current
    if (!element || !anchor.current) return
    const place = () => anchor.current && putBeside(element, anchor.current)
    place()
    addEventListener('scroll', place, { capture: true, passive: true })
    return () => removeEventListener('scroll', place, { capture: true })
  }, [anchor])
  return createPortal(
    // Leaving it closes it; it holds nothing that could be pressed.
    <div
      ref={card}
      id={id}
      role="tooltip"
      className="md-card"
      onPointerEnter={onStay}
      onPointerLeave={onLeave}
    >
      {references.slice(0, 3).map((reference) => (
        <div key={reference.link ?? reference.title} className="md-card-item">
          <p className="md-card-title">{reference.title || siteOf(reference)}</p>
          {siteOf(reference) !== '' && <p className="md-card-site">{siteOf(reference)}</p>}
          {reference.content && <p className="md-card-text">{reference.content}</p>}
        </div>
      ))}
    </div>,
    document.body,
  )
}

function siteOf({ link, media, published }: WebReference): string {
  const url = link === null ? null : toSafeUrl(link)
  return [media, url && hostOf(url), published].filter(Boolean).join(' · ')
}

function putBeside(card: HTMLElement, anchor: HTMLElement): void {
  const target = anchor.getBoundingClientRect()
  const { width, height } = card.getBoundingClientRect()
  const isRoomAbove = target.top - gap - height >= margin
  const top = isRoomAbove ? target.top - gap - height : target.bottom + gap
  const left = Math.min(
    innerWidth - width - margin,
    Math.max(margin, target.left + target.width / 2 - width / 2),
  )
  card.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`
}
