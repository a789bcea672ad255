import 'server-only'
import { AppError } from '@/lib/errors'
import { processState } from '@/lib/process-state'
import { createSlidingWindow } from './sliding-window'

const minuteMs = 60_000

/** Attempts to sign in with one email address in a minute. */
export const maxSignInsPerMinute = 10
/** New guests in a minute, from all browsers together: no proxy hop is trusted to tell them apart. */
export const maxGuestsPerMinute = 300

/** Batches that one person starts in a minute. */
export const maxBatchesPerMinute = 10

/** Comparisons that one person starts in a minute. */
export const maxComparisonsPerMinute = 20

/** Files that one person uploads in a minute, and bytes in a day. */
export const maxUploadsPerMinute = 120
export const maxUploadBytesPerDay = 4 * 1024 ** 3

type LimitedThing = 'runs' | 'signIns' | 'guests' | 'batches' | 'uploads' | 'comparisons'
type Windows = Partial<Record<LimitedThing, ReturnType<typeof createSlidingWindow>>>

const windows = processState<Windows>('limits', () => ({}))

/** @throws AppError `too_many_requests` with the wait, when `key` did this `limit` times within the last minute */
export function limitPerMinute(what: LimitedThing, key: string, limit: number): void {
  const waitMs = windowOf(what).take(key, limit, Date.now())
  if (waitMs > 0) throw new AppError('too_many_requests', { retryAfterSeconds: Math.ceil(waitMs / 1_000) })
}

/** Ms until `limitPerMinute` would let one more through, 0 when it does now. Records nothing. */
export function waitPerMinute(what: LimitedThing, key: string, limit: number): number {
  return windowOf(what).waitFor(key, limit, Date.now())
}

function windowOf(what: LimitedThing) {
  return (windows()[what] ??= createSlidingWindow(minuteMs))
}
