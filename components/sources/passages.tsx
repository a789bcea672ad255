'use client'

import ChevronRight from 'lucide-react/icons/chevron-right'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import type { SourceDocument } from '@/lib/sources/schema'
import { SliceText } from './slice-text'
import type { Stop } from './stops'

type PassagesProps = {
  source: SourceDocument
  stops: Stop[]
  at: number
  onStop: (at: number) => void
  /** Nothing else of the document is shown, so the texts have all the room. */
  isAlone: boolean
}

/** The texts of the hits; the one that is shown stands open. */
export function Passages({ source, stops, at, onStop, isAlone }: PassagesProps) {
  const t = useTranslations('sources')
  const [isOpen, setIsOpen] = useState(true)
  const id = useId()
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [at])
  if (stops.length === 0) return null
  const shows = isAlone || isOpen
  return (
    <section
      aria-label={t('passages')}
      className={cn('flex flex-col', isAlone ? 'min-h-0 grow' : 'max-h-[30%] shrink-0 border-t border-line')}
    >
      {!isAlone && (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setIsOpen(!isOpen)}
          className="focus-ring-inset flex h-9 shrink-0 items-center gap-2 rounded-small px-3 text-left text-sm text-muted transition-colors hover:text-ink"
        >
          <Icon icon={ChevronRight} className={cn('transition-transform', isOpen && 'rotate-90')} />
          {t('passagesCount', { count: stops.length })}
        </button>
      )}
      {shows && (
        <ol ref={list} id={id} className="scroll-quiet min-h-0 overflow-y-auto overscroll-contain px-2 pb-2">
          {stops.map((stop, index) => {
            const isActive = index === at
            return (
              <li key={`${stop.slice.id} ${stop.page}`} aria-current={isActive || undefined}>
                {isActive || isAlone ? (
                  <div
                    className={cn('rounded-control px-2 py-2 text-sm', isActive && !isAlone && 'bg-selected')}
                  >
                    <Place stop={stop} />
                    <SliceText text={stop.slice.text} images={source.images} />
                  </div>
                ) : (
                  <button
                    type="button"
                    onClick={() => onStop(index)}
                    className="focus-ring-inset block w-full rounded-control px-2 py-2 text-left text-sm transition-colors hover:bg-hover"
                  >
                    <Place stop={stop} />
                    <span className="line-clamp-2 break-words text-muted">{stop.slice.text}</span>
                  </button>
                )}
              </li>
            )
          })}
        </ol>
      )}
    </section>
  )
}

function Place({ stop }: { stop: Stop }) {
  const t = useTranslations('sources')
  const { page, slice } = stop
  if (page === null && slice.row === null) return null
  return (
    <span className="block text-xs text-muted tabular-nums">
      {page !== null ? t('page', { page }) : slice.row && t('line', { line: slice.row.line })}
    </span>
  )
}
