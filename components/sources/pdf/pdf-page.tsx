'use client'

import { useEffect, useRef, useState } from 'react'
import type { CSSProperties, RefObject } from 'react'
import { useTranslations } from 'use-intl'
import type { PageShape, Turn } from '../geometry'
import type { Mark } from './pdf-marks'
import { loadPdf } from './pdf-library'
import type { PdfDocument, PdfPageProxy } from './pdf-library'
import { shapeOf } from './pdf-layout'

type PdfPageProps = {
  document: PdfDocument
  /** Counted from 1. */
  number: number
  place: { top: number; left: number; width: number; height: number }
  scale: number
  turn: Turn
  marks: Mark[]
  /** It shows; the neighbours are drawn after it. */
  isVisible: boolean
  onShape: (number: number, shape: PageShape) => void
}

/** Browsers give no larger canvas, and phones have no memory for one. */
const mostCanvasPixels = 16_777_216
/** While the scale changes the picture is stretched; it is drawn anew when it has come to rest. */
const restMs = 120
const neighbourDelayMs = 400

export function PdfPage(props: PdfPageProps) {
  const { document, number, place, scale, turn, marks, isVisible, onShape } = props
  const t = useTranslations('sources')
  const page = usePage(document, number, onShape)
  const picture = useRef<HTMLDivElement>(null)
  const text = useRef<HTMLDivElement>(null)
  const isFailed = usePicture(page, picture, scale, turn, isVisible)
  useText(page, text, turn)
  const style: CSSProperties & Record<`--${string}`, string | number> = {
    top: place.top,
    left: place.left,
    width: place.width,
    height: place.height,
    '--total-scale-factor': scale,
    '--scale-round-x': '0.01px',
    '--scale-round-y': '0.01px',
  }
  return (
    <div
      className="pdf-page"
      style={style}
      data-page-number={number}
      role="group"
      aria-label={t('page', { page: number })}
    >
      <div ref={picture} aria-hidden />
      {isFailed && <p className="absolute inset-x-4 top-4 text-sm text-danger">{t('pageFailed')}</p>}
      {marks.map((mark) => (
        <MarkedRects {...mark} key={mark.id} page={number} />
      ))}
      <div ref={text} className="pdf-text" />
    </div>
  )
}

function MarkedRects({ rects, bars, isActive, page }: Mark & { page: number }) {
  return (
    <>
      {rects.map((rect, index) => (
        <div
          // oxlint-disable-next-line react/no-array-index-key -- lines of one slice never move
          key={index}
          className="pdf-mark"
          data-testid="highlight"
          data-page={page}
          data-active={isActive || undefined}
          style={rect}
        />
      ))}
      {bars.map((bar, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- as above
        <div key={index} className="pdf-bar" data-active={isActive || undefined} style={bar} />
      ))}
    </>
  )
}

function usePage(
  document: PdfDocument,
  number: number,
  onShape: (number: number, shape: PageShape) => void,
): PdfPageProxy | null {
  const [page, setPage] = useState<PdfPageProxy | null>(null)
  useEffect(() => {
    let isGone = false
    let proxy: PdfPageProxy | null = null
    document.getPage(number).then(
      (loaded) => {
        proxy = loaded
        if (isGone) return
        onShape(number, shapeOf(loaded.getViewport({ scale: 1 }), loaded.rotate))
        setPage(loaded)
      },
      // The document was closed, or the page is broken: the sheet stays white and its marks stand.
      () => {},
    )
    return () => {
      isGone = true
      proxy?.cleanup()
    }
  }, [document, number, onShape])
  return page
}

/** Draws the page; a drawing that is not wanted any more is given up. Says whether it could not be drawn. */
function usePicture(
  page: PdfPageProxy | null,
  holder: RefObject<HTMLDivElement | null>,
  scale: number,
  turn: Turn,
  isVisible: boolean,
): boolean {
  const [isFailed, setIsFailed] = useState(false)
  const isNear = useRef(isVisible)
  useEffect(() => {
    isNear.current = isVisible
  }, [isVisible])
  useEffect(() => {
    const element = holder.current
    if (!page || !element) return
    let stop = () => {}
    const draw = () => {
      const ratio = outputRatio(page.getViewport({ scale }))
      const canvas = window.document.createElement('canvas')
      const viewport = page.getViewport({ scale: scale * ratio, rotation: page.rotate + turn })
      canvas.width = Math.max(1, Math.floor(viewport.width))
      canvas.height = Math.max(1, Math.floor(viewport.height))
      const task = page.render({ canvas, viewport })
      let isGone = false
      stop = () => {
        isGone = true
        task.cancel()
      }
      task.promise.then(
        () => {
          if (isGone) return release(canvas)
          for (const old of element.querySelectorAll('canvas')) release(old)
          element.replaceChildren(canvas)
          setIsFailed(false)
        },
        () => {
          release(canvas)
          if (!isGone) setIsFailed(true)
        },
      )
    }
    const wait = element.firstChild ? restMs : isNear.current ? 0 : neighbourDelayMs
    const timer = setTimeout(draw, wait)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [page, holder, scale, turn])
  useEffect(() => {
    const element = holder.current
    return () => {
      for (const canvas of element?.querySelectorAll('canvas') ?? []) release(canvas)
    }
  }, [holder])
  return isFailed
}

/** Some browsers keep a canvas's memory until the canvas is empty. */
function release(canvas: HTMLCanvasElement): void {
  canvas.width = 0
  canvas.height = 0
  canvas.remove()
}

function outputRatio(size: { width: number; height: number }): number {
  const wanted = window.devicePixelRatio || 1
  return Math.min(wanted, Math.sqrt(mostCanvasPixels / (size.width * size.height)))
}

/** Transparent text over the picture, for selecting and copying. Its size follows the scale by CSS alone. */
function useText(page: PdfPageProxy | null, holder: RefObject<HTMLDivElement | null>, turn: Turn): void {
  useEffect(() => {
    const element = holder.current
    if (!page || !element) return
    let isGone = false
    let stop = () => {}
    void loadPdf().then(({ pdf }) => {
      if (isGone) return
      const layer = new pdf.TextLayer({
        textContentSource: page.streamTextContent({ includeMarkedContent: false }),
        container: element,
        viewport: page.getViewport({ scale: 1, rotation: page.rotate + turn }),
      })
      stop = () => layer.cancel()
      // Without it the page is still to be read.
      layer.render().catch(() => {})
    })
    return () => {
      isGone = true
      stop()
      element.replaceChildren()
    }
  }, [page, holder, turn])
}
