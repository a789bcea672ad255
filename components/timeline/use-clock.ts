'use client'

import { useEffect, useState } from 'react'
import { useNow } from 'use-intl'

/** Our clock in epoch ms, moving while `isRunning`; only what uses it is drawn anew. */
export function useClock(isRunning: boolean, stepMs = 100): number {
  // The first render says what the server said.
  const [now, setNow] = useState(useNow().getTime())
  useEffect(() => {
    if (!isRunning) return
    const tick = () => setNow(Date.now())
    tick()
    const timer = setInterval(tick, stepMs)
    return () => clearInterval(timer)
  }, [isRunning, stepMs])
  return now
}
