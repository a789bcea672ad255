/**
 * What may be sent again, in one place (reliability.md §A.6). A generation is money: it is repeated only when upstream
 * cannot have seen it, or when upstream said that it did not begin and how long to wait. Pure.
 */
import type { RunFailure } from '@/lib/runs/events'
import type { Phase } from './exchange'
import { mayWait } from './failure'

export type RequestClass = 'generation' | 'upload' | 'read'

/** By the phase in which the connection broke. */
export const mayRepeat: Record<Phase, Record<RequestClass, boolean>> = {
  not_connected: { generation: true, upload: false, read: true },
  body_not_sent: { generation: true, upload: false, read: true },
  body_sent: { generation: false, upload: false, read: true },
  head_received: { generation: false, upload: false, read: true },
  body_started: { generation: false, upload: false, read: true },
}

/** Ms before the second and the third attempt. */
export const repeatWaits: Record<RequestClass, readonly number[]> = {
  generation: [500, 2_000],
  upload: [],
  read: [500, 2_000],
}

/** Times that one generation waits because upstream said 429 with Retry-After. */
export const maxRateLimitWaits = 2
/** Ms; a longer Retry-After is not waited for. */
export const maxRateLimitWaitMs = 60_000
/** Ms added at random, so that those who were refused together do not come back together. */
export const jitterMs = 1_000

/** Whether a read may be repeated after this answer; generations and uploads never are by their status alone. */
export function mayRepeatRead(status: number, failure: RunFailure): boolean {
  return status >= 500 || status === 408 || (status === 429 && mayWait(failure))
}

/**
 * Ms to wait before a refused generation is sent again, without jitter.
 *
 * @param retryAfter the header: whole seconds or an HTTP date
 * @param now epoch ms
 * @returns null when it must not be sent again
 */
export function rateLimitWait(
  status: number,
  retryAfter: string | null,
  failure: RunFailure,
  now: number,
): number | null {
  if (status !== 429 || retryAfter === null || !mayWait(failure)) return null
  const text = retryAfter.trim()
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now
  if (!Number.isFinite(wait) || wait > maxRateLimitWaitMs) return null
  return Math.max(0, wait)
}
