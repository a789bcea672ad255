'use client'

import { useQuery } from '@tanstack/react-query'
import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronUp from 'lucide-react/icons/chevron-up'
import Download from 'lucide-react/icons/download'
import ExternalLink from 'lucide-react/icons/external-link'
import Info from 'lucide-react/icons/info'
import { lazy, Suspense, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import type { LucideIcon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import type { SourceDocument } from '@/lib/sources/schema'
import { Passages } from './passages'
import { Reindex } from './reindex'
import { toStops } from './stops'
import type { Stop } from './stops'

export const loadPdfViewer = () => import('./pdf/pdf-viewer')
const PdfViewer = lazy(loadPdfViewer)
export const loadSheetViewer = () => import('./sheet/sheet-viewer')
const SheetViewer = lazy(loadSheetViewer)

type DocumentViewProps = {
  runId: string
  source: SourceDocument
  /** Which stop is shown, from 0. */
  at: number
  onStop: (at: number) => void
  isAdmin: () => Promise<boolean>
}

/** One document: its places to step through, the file with them marked, and their texts. */
export function DocumentView({ runId, source, at: wantedAt, onStop, isAdmin }: DocumentViewProps) {
  const t = useTranslations('sources')
  const stops = toStops(source)
  const at = Math.min(wantedAt, Math.max(0, stops.length - 1))
  const onStep = (direction: 1 | -1) => {
    const next = at + direction
    if (next >= 0 && next < stops.length) onStop(next)
  }
  const bar = (exactness: ReactNode) => (
    <HitBar source={source} stops={stops} at={at} exactness={exactness} onStep={onStep} />
  )
  const { url } = source
  const viewer =
    url === null ? null : source.kind === 'pdf' ? (
      <PdfViewer source={{ ...source, url }} stops={stops} at={at} bar={bar} />
    ) : source.kind === 'sheet' ? (
      <SheetViewer source={{ ...source, url }} stops={stops} at={at} bar={bar} />
    ) : null
  const note =
    url === null ? t('noFile') : source.kind === 'text' || source.kind === 'other' ? t('noPlaces') : null
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = event.key === 'n' ? 1 : event.key === 'p' ? -1 : null
    const isTyping = event.target instanceof HTMLInputElement
    if (direction === null || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onStep(direction)
  }
  return (
    // Keys that do the same as the two buttons.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={onKeyDown} className="flex min-h-0 grow flex-col">
      {source.hasHiddenPositions && <HiddenPositions runId={runId} url={url} isAdmin={isAdmin} />}
      {viewer ? (
        <Suspense fallback={bar(null)}>{viewer}</Suspense>
      ) : (
        <>
          {bar(null)}
          {note && <Note>{note}</Note>}
          {url !== null && source.kind === 'image' && (
            <div className="scroll-quiet min-h-0 grow overflow-auto bg-sunken p-3">
              {/* Ours, of a size that is not known before. */}
              {/* oxlint-disable-next-line nextjs/no-img-element */}
              <img src={url} alt={source.name} className="mx-auto max-w-full" />
            </div>
          )}
        </>
      )}
      <Passages
        source={source}
        stops={stops}
        at={at}
        onStop={onStop}
        isAlone={viewer === null && source.kind !== 'image'}
      />
    </div>
  )
}

type HitBarProps = {
  source: SourceDocument
  stops: Stop[]
  at: number
  exactness: ReactNode
  onStep: (direction: 1 | -1) => void
}

function HitBar({ source, stops, at, exactness, onStep }: HitBarProps) {
  const t = useTranslations('sources')
  return (
    <div className="flex min-h-11 shrink-0 items-center gap-1 border-b border-line py-1 pr-2 pl-3 text-sm">
      <div className="min-w-0 grow text-pretty">{exactness}</div>
      {stops.length > 0 && (
        <>
          <span className="shrink-0 px-1 text-muted tabular-nums">
            {t('hitOf', { at: at + 1, count: stops.length })}
          </span>
          <IconButton
            icon={ChevronUp}
            label={t('previousHit')}
            keys="P"
            size="small"
            disabled={at === 0}
            onClick={() => onStep(-1)}
          />
          <IconButton
            icon={ChevronDown}
            label={t('nextHit')}
            keys="N"
            size="small"
            disabled={at >= stops.length - 1}
            onClick={() => onStep(1)}
          />
        </>
      )}
      {source.url !== null && (
        <>
          <span aria-hidden className="mx-1 h-4 w-px shrink-0 bg-line" />
          <IconLink icon={ExternalLink} label={t('openOriginal')} href={source.url} isNewTab />
          <IconLink icon={Download} label={t('download')} href={source.url} fileName={source.name} />
        </>
      )}
    </div>
  )
}

type IconLinkProps = { icon: LucideIcon; label: string; href: string; isNewTab?: boolean; fileName?: string }

function IconLink({ icon, label, href, isNewTab = false, fileName }: IconLinkProps) {
  return (
    <a
      href={href}
      aria-label={label}
      data-tooltip={label}
      {...(isNewTab ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
      {...(fileName === undefined ? {} : { download: fileName })}
      className="focus-ring touch-target inline-flex size-7 shrink-0 items-center justify-center rounded-control text-muted transition-colors hover:bg-hover hover:text-ink"
    >
      <Icon icon={icon} />
    </a>
  )
}

function Note({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-2 px-4 py-3 text-sm text-muted">
      <Icon icon={Info} className="mt-[3px]" />
      <span className="min-w-0">{children}</span>
    </p>
  )
}

function HiddenPositions({
  runId,
  url,
  isAdmin,
}: {
  runId: string
  url: string | null
  isAdmin: () => Promise<boolean>
}) {
  const t = useTranslations('sources')
  const { data: mayReindex = false } = useQuery({
    queryKey: ['sources', 'is-admin'],
    queryFn: isAdmin,
    staleTime: 60_000,
  })
  const [isDone, setIsDone] = useState(false)
  return (
    <div className="border-b border-line pb-1">
      <Note>
        {isDone ? t('indexedAgain') : mayReindex ? t('hiddenPositionsAdmin') : t('hiddenPositions')}
      </Note>
      {mayReindex && url !== null && !isDone && (
        <Reindex runId={runId} url={url} onDone={() => setIsDone(true)} />
      )}
    </div>
  )
}
