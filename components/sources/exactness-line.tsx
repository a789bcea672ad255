'use client'

import { useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import type { Exactness } from './exactness'

/** What has been proven of the place, in words. */
export function useExactnessWords(): (exactness: Exactness) => string {
  const t = useTranslations('sources')
  return (exactness) => {
    switch (exactness.kind) {
      case 'unknown':
        return exactness.page === null ? t('exactness.looking') : t('page', { page: exactness.page })
      case 'passage':
        return t('exactness.passage', { page: exactness.page })
      case 'place':
        return t('exactness.place', { page: exactness.page })
      case 'found':
        return t('exactness.found', { page: exactness.page })
      case 'several':
        return t('exactness.several')
      case 'document':
        return t('exactness.document')
      case 'changed':
        return t('exactness.changed', { page: exactness.page, count: exactness.pageCount })
      default:
        return exactness satisfies never
    }
  }
}

type ExactnessLineProps = {
  exactness: Exactness
  /** Which of several places is shown; null for none. */
  place?: number | null
  onPlace?: (index: number) => void
}

export function ExactnessLine({ exactness, place = null, onPlace }: ExactnessLineProps) {
  const t = useTranslations('sources')
  const words = useExactnessWords()
  return (
    <span
      className={cn(
        'flex flex-wrap items-center gap-x-2 gap-y-1',
        exactness.kind === 'unknown' ? 'text-muted' : 'text-ink',
      )}
    >
      {words(exactness)}
      {exactness.kind === 'several' &&
        exactness.pages.map((page, index) => (
          <button
            // oxlint-disable-next-line react/no-array-index-key -- places never move
            key={index}
            type="button"
            aria-pressed={place === index}
            onClick={() => onPlace?.(index)}
            className="focus-ring rounded-small px-1 text-accent tabular-nums underline-offset-2 hover:underline aria-pressed:bg-selected"
          >
            {t('placeOf', { at: index + 1, page })}
          </button>
        ))}
    </span>
  )
}
