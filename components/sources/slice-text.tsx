'use client'

import { useTranslations } from 'use-intl'
import type { SourceDocument } from '@/lib/sources/schema'
import { QueuedImage } from '@/components/markdown/queued-image'
import { sameFigure, splitFigures } from '@/components/markdown/citations'

/** A slice as it is, its figures in their places; a marker without a figure stays text. */
export function SliceText({ text, images }: { text: string; images: SourceDocument['images'] }) {
  const t = useTranslations('sources')
  return (
    <p className="leading-relaxed break-words whitespace-pre-wrap">
      {splitFigures(text).map((part, index) => {
        const image = part.isFigure ? images.find(({ marker }) => sameFigure(marker, part.text)) : undefined
        if (!image) return part.text
        return (
          <QueuedImage
            // oxlint-disable-next-line react/no-array-index-key -- parts never move
            key={index}
            src={image.url}
            alt={t('figure')}
            className="my-2 block max-h-80 max-w-full rounded-control border border-line bg-[#fff]"
          />
        )
      })}
    </p>
  )
}
