/** The browser as `followRun` sees it. */
import type { FollowWorld } from '@/lib/runs/follow-run'
import { takeStreamSlot } from './stream-slots'

export const followWorld: FollowWorld = {
  fetch: (path, init) => fetch(path, init),
  schedule: (flush) => {
    // A hidden tab paints nothing, and one that is hidden between the request and the paint neither.
    const frame = requestAnimationFrame(flush)
    const timer = setTimeout(flush, 250)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  },
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds)
    return () => clearTimeout(timer)
  },
  isOnline: () => navigator.onLine,
  onReturn: (callback) => {
    const onVisible = () => {
      if (document.visibilityState === 'visible') callback()
    }
    addEventListener('online', callback)
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      removeEventListener('online', callback)
      document.removeEventListener('visibilitychange', onVisible)
    }
  },
  onAway: (callback) => {
    addEventListener('offline', callback)
    return () => removeEventListener('offline', callback)
  },
  takeSlot: takeStreamSlot,
}
