'use client'

import { useEffect, useState } from 'react'

const shownMs = 2_000

/** A state that goes back to rest by itself, for what has just been done. */
export function useMoment<State>(rest: State) {
  const [state, setState] = useState(rest)
  useEffect(() => {
    if (state === rest) return
    const timer = setTimeout(() => setState(rest), shownMs)
    return () => clearTimeout(timer)
  }, [state, rest])
  return [state, setState] as const
}
