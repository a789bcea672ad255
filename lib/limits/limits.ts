import 'server-only'
import { AppError } from '@/lib/errors'
import { processState } from '@/lib/process-state'
import { createSlidingWindow } from './sliding-window'

const minuteMs = 60_000

/** Attempts to sign in with one email address in a minute. */
export const maxSignInsPerMinute = 10
/** New guests in a minute, from all browsers together: no proxy hop is trusted to tell them apart. */
export const maxGuestsPerMinute = 300

const windows = processState('limits', () => ({
  runs: createSlidingWindow(minuteMs),
  signIns: createSlidingWindow(minuteMs),
  guests: createSlidingWindow(minuteMs),
}))

/** @throws AppError `too_many_requests` with the wait, when `key` did this `limit` times within the last minute */
export function limitPerMinute(what: 'runs' | 'signIns' | 'guests', key: string, limit: number): void {
  const waitMs = windows()[what].take(key, limit, Date.now())
  if (waitMs > 0) throw new AppError('too_many_requests', { retryAfterSeconds: Math.ceil(waitMs / 1_000) })
}
