'use client'

import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronUp from 'lucide-react/icons/chevron-up'
import ChevronsDownUp from 'lucide-react/icons/chevrons-down-up'
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down'
import Ellipsis from 'lucide-react/icons/ellipsis'
import Search from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import { lazy, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'
import { createImeGuard } from '@/components/composer/ime'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { MenuButton } from '@/components/ui/menu-button'
import type { RunReport } from '@/lib/runs/run-report'

const TimelineActions = lazy(() => import('./timeline-actions'))

type TimelineToolbarProps = {
  hasSearch: boolean
  query: string
  onQuery: (query: string) => void
  /** Null while nothing is searched for. */
  matchCount: number | null
  /** 1-based. */
  matchPlace: number
  /** To the next match (1) or the one before (-1). */
  onStep: (by: 1 | -1) => void
  onOpenAll: (isOpen: boolean) => void
  getReport: () => RunReport
}

export function TimelineToolbar(props: TimelineToolbarProps) {
  const { hasSearch, query, onQuery, matchCount, matchPlace, onStep, onOpenAll, getReport } = props
  const t = useTranslations('timeline')
  const [ime] = useState(createImeGuard)
  return (
    <div className="flex items-center gap-0.5 border-b border-line py-1">
      {hasSearch ? (
        <div role="search" className="flex min-w-0 grow items-center">
          <Icon icon={Search} className="mr-2 text-muted" />
          <input
            type="text"
            role="searchbox"
            aria-label={t('search')}
            placeholder={t('search')}
            value={query}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onQuery(event.currentTarget.value)}
            onCompositionEnd={ime.onCompositionEnd}
            onKeyDown={(event) => {
              if (ime.isComposing(event)) return
              if (event.key === 'Enter') {
                event.preventDefault()
                onStep(event.shiftKey ? -1 : 1)
              }
              if (event.key === 'Escape' && query !== '') {
                event.stopPropagation()
                onQuery('')
              }
            }}
            className="h-8 w-full min-w-0 bg-transparent text-base outline-none md:text-sm"
          />
          <span role="status" className="shrink-0 px-2 text-xs text-muted tabular-nums">
            {matchCount === 0 && t('noMatch')}
            {matchCount !== null &&
              matchCount > 0 &&
              t('matchOf', { current: String(matchPlace), total: String(matchCount) })}
          </span>
          {query !== '' && (
            <>
              <IconButton
                icon={ChevronUp}
                label={t('previousMatch')}
                size="small"
                disabled={!matchCount}
                onClick={() => onStep(-1)}
              />
              <IconButton
                icon={ChevronDown}
                label={t('nextMatch')}
                size="small"
                disabled={!matchCount}
                onClick={() => onStep(1)}
              />
              <IconButton icon={X} label={t('clearSearch')} size="small" onClick={() => onQuery('')} />
            </>
          )}
        </div>
      ) : (
        <span className="grow" />
      )}
      <IconButton icon={ChevronsUpDown} label={t('expandAll')} size="small" onClick={() => onOpenAll(true)} />
      <IconButton
        icon={ChevronsDownUp}
        label={t('collapseAll')}
        size="small"
        onClick={() => onOpenAll(false)}
      />
      <MenuButton
        label={t('more')}
        button={(button) => <IconButton {...button} icon={Ellipsis} label={t('more')} size="small" />}
      >
        <Suspense>
          <TimelineActions getReport={getReport} />
        </Suspense>
      </MenuButton>
    </div>
  )
}
