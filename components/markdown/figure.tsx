'use client'

import { useContext } from 'react'
import { useTranslations } from 'use-intl'
import { QueuedImage } from './queued-image'
import { ReferencesContext } from './references-context'

/** A figure of a document in its place; until it is known, room for it. A marker that names none stays text. */
export function Figure({ marker }: { marker: string }) {
  const t = useTranslations('markdown')
  const url = useContext(ReferencesContext).figureOf(marker)
  if (url === null) return <>{marker}</>
  return (
    <span className="md-figure" data-waiting={url === undefined || undefined}>
      {/* Ours; of a size that is not known before, so it stands in a frame of one size. */}
      {url !== undefined && <QueuedImage src={url} alt={t('figure')} />}
    </span>
  )
}
