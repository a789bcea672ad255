'use client'

import { memo } from 'react'
import { useFormatter, useNow, useTimeZone } from 'use-intl'

const dayMs = 86_400_000

/** The time of day; with the date once it is not today any more. */
export const MessageTime = memo(function MessageTime({ at }: { at: number }) {
  const format = useFormatter()
  const timeZone = useTimeZone()
  const now = useNow().getTime()
  const day = (moment: number) => new Date(moment).toLocaleDateString('en-CA', { timeZone })
  const isToday = Math.abs(now - at) < dayMs && day(now) === day(at)
  const isThisYear = day(now).slice(0, 4) === day(at).slice(0, 4)
  const time = { hour: 'numeric', minute: '2-digit' } as const
  const date = { month: 'short', day: 'numeric' } as const
  const shown = isToday ? time : isThisYear ? { ...date, ...time } : { year: 'numeric' as const, ...date }
  return (
    <time dateTime={new Date(at).toISOString()} className="shrink-0 text-xs text-muted tabular-nums">
      {format.dateTime(at, shown)}
    </time>
  )
})
