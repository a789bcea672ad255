'use client'

import { useEffect, useState } from 'react'
import { ensureSession, rememberSession } from './session'

/** A visitor becomes a guest as soon as the page is open, so that sending does not have to wait for it. */
export function useSession(userId: string | null): void {
  useEffect(() => {
    if (userId !== null) return rememberSession()
    // Sending asks again and tells the person what went wrong.
    ensureSession().catch(() => undefined)
  }, [userId])
}

/** A visitor becomes a guest after the first paint; before that there is nothing to ask for. */
export function useHasSession(userId: string | null): boolean {
  const [isGuest, setIsGuest] = useState(false)
  useEffect(() => {
    if (userId !== null) return
    ensureSession().then(
      () => setIsGuest(true),
      () => undefined,
    )
  }, [userId])
  return userId !== null || isGuest
}
