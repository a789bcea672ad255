'use client'

import { lazy, Suspense, useRef, useSyncExternalStore } from 'react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Run } from '@/lib/runs/run'
import type { SourceDocument } from '@/lib/sources/schema'
import { SourcesProvider, useSourceTarget } from './sources-context'

const loadPanel = () => import('./sources-panel')
const SourcesPanel = lazy(loadPanel)

/** Fetches the panel and what draws a document of this kind before they are needed. */
export function preloadPanel(kind: SourceDocument['kind'] | null): void {
  loadPanel().then(
    ({ preloadViewer }) => preloadViewer(kind),
    // It is fetched again when it is needed, and says so then.
    () => {},
  )
}

type SourcesSideProps = {
  /** The run as the page knows it; null when it is not on this page. */
  findRun: (runId: string) => Run | null
  isAdmin: () => Promise<boolean>
  children: ReactNode
}

/** A conversation (children) with the sources panel beside it, or over it where there is no room beside. */
export function SourcesSide({ findRun, isAdmin, children }: SourcesSideProps) {
  const column = useRef<HTMLDivElement>(null)
  return (
    <SourcesProvider column={column}>
      <div className="flex min-h-0 grow">
        <div ref={column} className="flex min-w-0 grow flex-col">
          {children}
        </div>
        <Place findRun={findRun} isAdmin={isAdmin} />
      </div>
    </SourcesProvider>
  )
}

function Place({ findRun, isAdmin }: Pick<SourcesSideProps, 'findRun' | 'isAdmin'>) {
  const t = useTranslations('sources')
  const target = useSourceTarget()
  const isWide = useIsWide()
  if (!target) return null
  const empty = (
    <aside
      aria-label={t('sources')}
      aria-busy
      className="w-[32rem] max-w-[50%] shrink-0 border-l border-line max-lg:hidden"
    />
  )
  if (isWide === null) return empty
  return (
    <Suspense fallback={isWide ? empty : null}>
      <SourcesPanel target={target} run={findRun(target.runId)} isWide={isWide} isAdmin={isAdmin} />
    </Suspense>
  )
}

/** Tailwind's `lg`: from here on there is room beside the conversation. Null on the server. */
function useIsWide(): boolean | null {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(wideQuery).matches,
    () => null,
  )
}

const wideQuery = '(min-width: 64rem)'

function subscribe(listener: () => void): () => void {
  const media = matchMedia(wideQuery)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}
