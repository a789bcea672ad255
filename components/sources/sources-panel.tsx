'use client'

import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useTranslations } from 'use-intl'
import { veilClass } from '@/components/ui/dialog'
import type { Run } from '@/lib/runs/run'
import type { SourceDocument } from '@/lib/sources/schema'
import { boundPanel, keepPanelWidth, readPanelWidth, smallestPanel } from './panel-width'
import { loadPdf } from './pdf/pdf-library'
import type { SourceTarget } from './source-address'
import { SourcesContent } from './sources-content'
import { useSourcesActions } from './sources-context'
import { loadPdfViewer, loadSheetViewer } from './document-view'

type SourcesPanelProps = {
  target: SourceTarget
  run: Run | null
  isWide: boolean
  isAdmin: () => Promise<boolean>
}

/** What shows a document of this kind; a PDF's library and worker as well. */
export function preloadViewer(kind: SourceDocument['kind'] | null): void {
  if (kind === 'sheet') loadSheetViewer().catch(() => {})
  if (kind !== 'pdf') return
  loadPdfViewer().catch(() => {})
  // It says so itself when it is needed and does not come.
  loadPdf().catch(() => {})
}

/** Beside the answer, or a sheet over it on a narrow screen. */
export default function SourcesPanel({ isWide, ...rest }: SourcesPanelProps) {
  return isWide ? <Beside {...rest} /> : <Sheet {...rest} />
}

type PlaceProps = Omit<SourcesPanelProps, 'isWide'>

function Beside(props: PlaceProps) {
  const t = useTranslations('sources')
  const { close, holdPlace } = useSourcesActions()
  const windowWidth = useSyncExternalStore(
    subscribeToSize,
    () => innerWidth,
    () => 1280,
  )
  const [wanted, setWanted] = useState(readPanelWidth)
  const width = boundPanel(wanted, windowWidth)
  const aside = useRef<HTMLElement>(null)
  useEffect(() => {
    // Opened by hand the panel takes the focus; shown again by a reload it does not.
    if (document.activeElement !== document.body) aside.current?.focus({ preventScroll: true })
  }, [])
  const resize = (next: number) => {
    const bound = boundPanel(next, windowWidth)
    holdPlace()
    setWanted(bound)
    keepPanelWidth(bound)
  }
  return (
    // Esc closes from wherever the focus is in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={aside}
      aria-label={t('sources')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        close()
      }}
      style={{ width }}
      className="relative flex min-h-0 max-w-[60%] shrink-0 animate-fade flex-col border-l border-line outline-none"
    >
      <Divider width={width} most={boundPanel(Infinity, windowWidth)} onResize={resize} />
      <SourcesContent {...props} />
    </aside>
  )
}

const keyStep = 24

function Divider({
  width,
  most,
  onResize,
}: {
  width: number
  most: number
  onResize: (width: number) => void
}) {
  const t = useTranslations('sources')
  const start = useRef<{ x: number; width: number } | null>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowLeft: width + keyStep, ArrowRight: width - keyStep, Home: most, End: smallestPanel }[
      event.key
    ]
    if (next === undefined) return
    event.preventDefault()
    onResize(next)
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, width }
  }
  return (
    // A separator that can be moved is a control (ARIA 1.2).
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('resize')}
      aria-valuenow={width}
      aria-valuemin={smallestPanel}
      aria-valuemax={most}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={(event) =>
        start.current && onResize(start.current.width + start.current.x - event.clientX)
      }
      onPointerUp={() => (start.current = null)}
      onPointerCancel={() => (start.current = null)}
      className="absolute inset-y-0 -left-1.5 z-20 w-3 cursor-col-resize touch-none outline-none before:absolute before:inset-y-0 before:left-[5px] before:w-0.5 before:bg-accent before:opacity-0 before:transition-opacity hover:before:opacity-60 focus-visible:before:opacity-100"
    />
  )
}

function Sheet(props: PlaceProps) {
  const t = useTranslations('sources')
  const { close } = useSourcesActions()
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={veilClass} />
        <Dialog.Popup
          aria-label={t('sources')}
          className="fixed inset-x-0 top-[max(0.75rem,env(safe-area-inset-top))] bottom-0 z-30 flex animate-rise flex-col overflow-hidden rounded-t-panel bg-ground pb-[env(safe-area-inset-bottom)] shadow-float outline-none"
        >
          <aside aria-label={t('sources')} className="flex min-h-0 grow flex-col">
            <SourcesContent {...props} />
          </aside>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function subscribeToSize(listener: () => void): () => void {
  addEventListener('resize', listener)
  return () => removeEventListener('resize', listener)
}
