'use client'

import { useQuery } from '@tanstack/react-query'
import BookMarked from 'lucide-react/icons/book-marked'
import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import type { Run } from '@/lib/runs/run'
import { sourcesOptions } from './query-options'
import { useSourcesActions, useSourceTarget } from './sources-context'
import { preloadPanel } from './sources-side'
import { hasRetrieval, webReferences } from './web-references'

/** "Sources 3" under an answer that rests on documents or pages; nothing under others. */
export function SourcesButton({ run }: { run: Pick<Run, 'id' | 'steps'> }) {
  const asks = hasRetrieval(run)
  const pages = webReferences(run).length
  if (!asks && pages === 0) return null
  return <CountedButton runId={run.id} pages={pages} asks={asks} />
}

function CountedButton({ runId, pages, asks }: { runId: string; pages: number; asks: boolean }) {
  const t = useTranslations('sources')
  const format = useFormatter()
  const button = useRef<HTMLButtonElement>(null)
  const isSeen = useIsSeen(button)
  const { data, isError } = useQuery({ ...sourcesOptions(runId), enabled: asks && isSeen })
  const { open, close } = useSourcesActions()
  const isOpen = useSourceTarget()?.runId === runId
  const isKnown = !asks || data !== undefined || isError
  const count = pages + (data?.documents.length ?? 0)
  // It searched and found nothing: there is nothing to open.
  if (count === 0 && data?.missingNodes === 0) return null
  const preload = () => preloadPanel(data?.documents[0]?.kind ?? null)
  return (
    <button
      ref={button}
      type="button"
      aria-expanded={isOpen}
      onPointerEnter={preload}
      onPointerDown={preload}
      onFocus={preload}
      onClick={() => (isOpen ? close() : open({ runId, item: null }))}
      className="focus-ring touch-target mt-3 -ml-px inline-flex h-8 items-center gap-2 rounded-chip border border-line bg-raised pr-3 pl-2.5 text-sm font-medium transition-colors hover:bg-hover aria-expanded:border-accent aria-expanded:text-accent"
    >
      <Icon icon={BookMarked} className="text-accent" />
      {t('sources')}
      {/* Room for two digits from the start: the count comes after the answer. */}
      <span className="min-w-[2ch] text-left font-normal text-muted tabular-nums">
        {isKnown ? format.number(count) : null}
      </span>
    </button>
  )
}

/** Whether it has come into view: a long conversation asks only for what is looked at. */
function useIsSeen(element: RefObject<Element | null>): boolean {
  const [isSeen, setIsSeen] = useState(false)
  useEffect(() => {
    if (isSeen || !element.current) return
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setIsSeen(true),
      { rootMargin: '200px' },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, isSeen])
  return isSeen
}
