'use client'

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'
import { useAnnounce } from '@/components/shell/announcer'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import type { SourceDocument } from '@/lib/sources/schema'
import { ExactnessLine, useExactnessWords } from '../exactness-line'
import { unite } from '../geometry'
import type { PageShape, Turn } from '../geometry'
import type { ViewerProps } from '../viewer-props'
import { cssPixelsPerPoint, fitScale, layOut, stepScale, visiblePages } from './pdf-layout'
import { marksOn } from './pdf-marks'
import { PdfPage } from './pdf-page'
import { PdfToolbar } from './pdf-toolbar'
import type { PdfDocument } from './pdf-library'
import { useExactness } from './use-exactness'
import { usePdf } from './use-pdf'
import { useViewport, useZoomGestures } from './use-viewport'
import './pdf.css'

/** A PDF with the places of its passages marked. */
export default function PdfViewer(props: ViewerProps) {
  const { source, stops, at, bar } = props
  const t = useTranslations('sources')
  const [attempt, setAttempt] = useState(0)
  const opened = usePdf(source.url, attempt)
  const page = stops[at]?.page ?? null
  switch (opened.state) {
    case 'open':
      return <OpenPdf key={source.url} {...props} document={opened.document} />
    case 'opening':
      return (
        <>
          {bar(<ExactnessLine exactness={{ kind: 'unknown', page }} />)}
          <div role="status" aria-label={t('opening')} className="min-h-0 grow overflow-hidden bg-sunken p-3">
            <Skeleton className="aspect-[1/1.414] w-full" />
          </div>
        </>
      )
    case 'failed':
      return (
        <>
          {bar(null)}
          <ErrorState text={t(`pdfProblem.${opened.problem}`)} className="px-4 py-3">
            {opened.problem === 'unreachable' && (
              <Button size="small" variant="outline" onClick={() => setAttempt(attempt + 1)}>
                {t('retry')}
              </Button>
            )}
          </ErrorState>
        </>
      )
    default:
      return opened satisfies never
  }
}

const litMs = 2_600
/** A4, until the first page says its own. */
const usualShape: PageShape = { width: 595, height: 842, ownTurn: 0 }

function OpenPdf({ document, source, stops, at, bar }: ViewerProps & { document: PdfDocument }) {
  const t = useTranslations('sources')
  const stop = stops[at]
  const slice = stop?.slice ?? noSlice
  const { exactness, places } = useExactness(document, slice, stop?.page ?? null)
  const [placeAt, setPlaceAt] = useState<{ slice: string; index: number } | null>(null)
  const chosen = places[placeAt?.slice === slice.id ? placeAt.index : 0]
  // Several places match: none of them is shown as the one.
  const found = exactness.kind === 'found' || (placeAt?.slice === slice.id && chosen) ? chosen : undefined
  const target = stop?.page ?? found?.page ?? null

  const { shapes, onShape } = useShapes(document, source, target)
  const [turn, setTurn] = useState<Turn>(0)
  const [zoom, setZoom] = useState<number | 'fit'>('fit')
  const [width, setWidth] = useState(0)
  const focus = shapes?.[(target ?? 1) - 1] ?? shapes?.[0] ?? usualShape
  const scale = zoom === 'fit' ? fitScale(focus, turn, width || 600) : zoom
  const layout = useMemo(
    () => (shapes && width > 0 ? layOut(shapes, scale, turn, width) : null),
    [shapes, scale, turn, width],
  )
  const { scroller, view, goTo, hold } = useViewport(layout)
  useLayoutEffect(() => setWidth(view.width), [view.width])
  useZoomGestures(scroller, scale, (next, point) => {
    hold(point)
    setZoom(next)
  })

  const marksOf = (number: number) => marksOn(number, shapes?.[number - 1], { stops, at, found, scale, turn })
  const find = () => {
    if (target === null) return
    const active = marksOf(target).find(({ isActive }) => isActive)
    goTo(target - 1, unite(active?.rects ?? []))
    light()
  }
  const { isLit, light } = useLight()
  const isLaidOut = layout !== null
  const key = `${at} ${slice.id} ${target} ${placeAt?.index}`
  useLayoutEffect(() => {
    if (isLaidOut) find()
    // Once for each place that is stepped to; from then on the reader scrolls.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isLaidOut, key])

  const words = useExactnessWords()
  const announce = useAnnounce()
  const sentence = exactness.kind === 'unknown' ? null : words(exactness)
  useEffect(() => {
    if (sentence) announce(sentence)
  }, [announce, sentence, key])

  const changeScale = (next: number | 'fit') => {
    hold()
    setZoom(next)
  }
  const rotate = () => {
    hold()
    setTurn(turn === 270 ? 0 : ((turn + 90) as Turn)) // 0, 90 and 180 become 90, 180 and 270
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = keyActions[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  const keyActions: Record<string, () => void> = {
    '+': () => changeScale(stepScale(scale, 1)),
    '=': () => changeScale(stepScale(scale, 1)),
    '-': () => changeScale(stepScale(scale, -1)),
    '0': () => changeScale('fit'),
    '1': () => changeScale(cssPixelsPerPoint),
    r: rotate,
    f: find,
  }

  const [first, last] = layout ? visiblePages(layout, view.top, view.top + view.height) : [0, -1]
  const shown = layout ? range(Math.max(0, first - 1), Math.min(layout.pages.length - 1, last + 1)) : []
  const current = layout
    ? visiblePages(layout, view.top + view.height * 0.4, view.top + view.height * 0.4)[0] + 1
    : 1

  return (
    <>
      {bar(
        <ExactnessLine
          exactness={exactness}
          onPlace={(index) => setPlaceAt({ slice: slice.id, index })}
          place={placeAt?.slice === slice.id ? placeAt.index : null}
        />,
      )}
      <PdfToolbar
        page={target !== null && !layout ? target : current}
        pageCount={document.numPages}
        scale={scale}
        isFitted={zoom === 'fit'}
        canFind={target !== null}
        onPage={(page) => goTo(page - 1, null)}
        onStep={(direction) => changeScale(stepScale(scale, direction))}
        onFit={() => changeScale('fit')}
        onActualSize={() => changeScale(cssPixelsPerPoint)}
        onRotate={rotate}
        onFind={find}
      />
      {/* It scrolls, so keys must reach it; more than scrolling they do what the tools above do. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={scroller}
        role="region"
        aria-label={t('pagesOf', { name: source.name })}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
        tabIndex={0}
        data-faded={!isLit || undefined}
        onKeyDown={onKeyDown}
        onFocus={light}
        className="scroll-quiet focus-ring-inset relative min-h-0 grow touch-pan-x touch-pan-y overflow-auto overscroll-contain bg-sunken [overflow-anchor:none] [scrollbar-gutter:stable]"
      >
        {layout && (
          <div className="relative" style={{ width: layout.width, height: layout.height }}>
            {shown.map((index) => {
              const place = layout.pages[index]
              return (
                place && (
                  <PdfPage
                    key={index}
                    document={document}
                    number={index + 1}
                    place={place}
                    scale={scale}
                    turn={turn}
                    marks={marksOf(index + 1)}
                    isVisible={index >= first && index <= last}
                    onShape={onShape}
                  />
                )
              )
            })}
          </div>
        )}
      </div>
    </>
  )
}

const noSlice = { id: '', nodeId: '', text: '', boxes: [], row: null }

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

/**
 * Sizes of all pages: real ones for those that were looked at, for the others what their boxes say, else the size of
 * the page that is shown first. Asking every page would fetch the whole file.
 */
function useShapes(document: PdfDocument, source: SourceDocument, target: number | null) {
  const [shapes, setShapes] = useState<PageShape[] | null>(null)
  const firstPage = useRef(Math.min(document.numPages, Math.max(1, target ?? 1)))
  const onShape = useCallback((number: number, shape: PageShape) => {
    setShapes((known) => {
      const old = known?.[number - 1]
      if (!known || (old && isSame(old, shape))) return known
      return known.with(number - 1, shape)
    })
  }, [])
  useEffect(() => {
    let isGone = false
    const begin = (usual: PageShape) => {
      if (isGone) return
      const guessed = Array.from({ length: document.numPages }, () => usual)
      for (const { boxes } of source.slices) {
        for (const { page, pageWidth, pageHeight } of boxes) {
          if (page >= 1 && page <= guessed.length && page !== firstPage.current)
            guessed[page - 1] = { width: pageWidth, height: pageHeight, ownTurn: 0 }
        }
      }
      setShapes(guessed)
    }
    document.getPage(firstPage.current).then(
      (page) => {
        const { width, height } = page.getViewport({ scale: 1 })
        begin({ width, height, ownTurn: 0 })
        onShape(firstPage.current, { width, height, ownTurn: ownTurnOf(page.rotate) })
      },
      () => begin(usualShape),
    )
    return () => {
      isGone = true
    }
  }, [document, source, onShape])
  return { shapes, onShape }
}

function ownTurnOf(degrees: number): Turn {
  const turn = ((degrees % 360) + 360) % 360
  return turn === 90 || turn === 180 || turn === 270 ? turn : 0
}

function isSame(one: PageShape, other: PageShape): boolean {
  return one.width === other.width && one.height === other.height && one.ownTurn === other.ownTurn
}

/** Marks are strong when they are new or asked for, and step back after a moment. */
function useLight(): { isLit: boolean; light: () => void } {
  const [lit, setLit] = useState(0)
  const [faded, setFaded] = useState(-1)
  useEffect(() => {
    const timer = setTimeout(() => setFaded(lit), litMs)
    return () => clearTimeout(timer)
  }, [lit])
  return { isLit: faded !== lit, light: () => setLit((count) => count + 1) }
}
