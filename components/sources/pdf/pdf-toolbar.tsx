'use client'

import Crosshair from 'lucide-react/icons/crosshair'
import MoveHorizontal from 'lucide-react/icons/move-horizontal'
import RotateCw from 'lucide-react/icons/rotate-cw'
import ZoomIn from 'lucide-react/icons/zoom-in'
import ZoomOut from 'lucide-react/icons/zoom-out'
import { useFormatter, useTranslations } from 'use-intl'
import { IconButton } from '@/components/ui/icon-button'
import { NumberField } from '../number-field'
import { cssPixelsPerPoint } from './pdf-layout'

type PdfToolbarProps = {
  page: number
  pageCount: number
  scale: number
  isFitted: boolean
  canFind: boolean
  onPage: (page: number) => void
  onStep: (direction: 1 | -1) => void
  onFit: () => void
  onActualSize: () => void
  onRotate: () => void
  onFind: () => void
}

export function PdfToolbar(props: PdfToolbarProps) {
  const { page, pageCount, scale, isFitted, canFind } = props
  const t = useTranslations('sources')
  const format = useFormatter()
  const shownScale = format.number(scale / cssPixelsPerPoint, {
    style: 'percent',
    maximumFractionDigits: 0,
  })
  return (
    <div
      role="toolbar"
      aria-label={t('pdfTools')}
      className="flex h-10 shrink-0 items-center gap-0.5 border-b border-line px-2 text-sm text-muted"
    >
      <NumberField
        label={t('pageField')}
        value={page}
        max={pageCount}
        suffix={t('ofPages', { count: pageCount })}
        onGo={props.onPage}
      />
      <span className="grow" />
      <IconButton
        icon={ZoomOut}
        label={t('zoomOut')}
        keys="-"
        size="small"
        onClick={() => props.onStep(-1)}
      />
      <button
        type="button"
        aria-label={t('actualSizeFrom', { scale: shownScale })}
        data-tooltip={t('actualSize')}
        data-tooltip-keys="1"
        onClick={props.onActualSize}
        className="focus-ring h-7 min-w-12 rounded-control px-1 text-center tabular-nums transition-colors hover:bg-hover hover:text-ink"
      >
        {shownScale}
      </button>
      <IconButton icon={ZoomIn} label={t('zoomIn')} keys="+" size="small" onClick={() => props.onStep(1)} />
      <IconButton
        icon={MoveHorizontal}
        label={t('fitWidth')}
        keys="0"
        size="small"
        aria-pressed={isFitted}
        onClick={props.onFit}
      />
      <IconButton icon={RotateCw} label={t('rotate')} keys="R" size="small" onClick={props.onRotate} />
      <IconButton
        icon={Crosshair}
        label={t('findAgain')}
        keys="F"
        size="small"
        disabled={!canFind}
        onClick={props.onFind}
      />
    </div>
  )
}
