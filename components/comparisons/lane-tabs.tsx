'use client'

import { useEffect, useState } from 'react'
import type { RefObject } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import type { Comparison } from '@/lib/comparisons/schema'
import { targetKey } from '@/lib/targets/schema'
import { tabsClass } from './lane-layout'

type LaneTabsProps = {
  lanes: Comparison['lanes']
  /** Holds the lanes side by side; they can be swiped as well. */
  track: RefObject<HTMLElement | null>
}

/** Where there is room for one lane only: which one is in view, and the way to the others. */
export function LaneTabs({ lanes, track }: LaneTabsProps) {
  const t = useTranslations('compare')
  const locale = useLocale()
  const shown = useShownLane(track)
  const show = (index: number) => {
    const lane = track.current?.querySelector(`[data-lane="${index}"]`)
    lane?.scrollIntoView({ inline: 'start', block: 'nearest', behavior: 'smooth' })
  }
  return (
    <nav aria-label={t('lanes')} className={cn('flex shrink-0 gap-4 px-4', tabsClass(lanes.length))}>
      {lanes.map(({ target, card }, index) => (
        <button
          key={targetKey(target)}
          type="button"
          aria-current={shown === index || undefined}
          onClick={() => show(index)}
          className={cn(
            'focus-ring-inset -mb-px h-11 min-w-0 truncate rounded-small border-b-2 text-ui transition-colors',
            shown === index ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
          )}
        >
          {card.name[locale]}
        </button>
      ))}
    </nav>
  )
}

function useShownLane(track: RefObject<HTMLElement | null>): number {
  const [shown, setShown] = useState(0)
  useEffect(() => {
    const element = track.current
    if (!element) return
    const onScroll = () => setShown(Math.round(element.scrollLeft / Math.max(1, element.clientWidth)))
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [track])
  return shown
}
