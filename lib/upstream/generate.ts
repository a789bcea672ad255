import 'server-only'
import type { RunEvent } from '@/lib/runs/events'
import type { GenerationEnd } from './answer'
import { ExchangeError } from './exchange'
import type { Exchange } from './exchange'
import { UpstreamError } from './failure'
import type { Upstream } from './http'
import { toUpstreamError } from './read-answer'
import { createGenerationReader } from './read-generation'
import type { Translator } from './translator'

/** One generation of any family: where it is asked for, with what. */
export type GenerationRequest = { path: readonly string[]; body: unknown; signal?: AbortSignal }

/**
 * Starts a generation and yields what it says: `upstream-start` when upstream has answered, then what the translator
 * makes of it. Failures are returned, not thrown, without any trace of the key.
 *
 * @param translator of this generation alone
 * @throws the signal's reason when it aborts; upstream's socket is closed at once
 */
export async function* generate(
  upstream: Upstream,
  request: GenerationRequest,
  translator: Translator,
): AsyncGenerator<RunEvent, GenerationEnd> {
  const { signal } = request
  let exchange: Exchange
  try {
    exchange = yield* openWithNotices(upstream, request)
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    return toEnd(error)
  }
  try {
    yield { type: 'upstream-start', at: upstream.clock.now() }
    const reader = createGenerationReader(exchange, upstream, translator)
    for (;;) {
      const { events, end } = await reader.next()
      for (const event of events) yield event
      if (end) return end.outcome === 'done' ? end : { ...end, failure: upstream.redact(end.failure) }
    }
  } finally {
    exchange.release()
  }
}

async function* openWithNotices(
  upstream: Upstream,
  request: GenerationRequest,
): AsyncGenerator<RunEvent, Exchange> {
  const opening = upstream.openGeneration(request)
  for (;;) {
    const step = await opening.next()
    if (step.done) return step.value
    yield { type: 'notice', code: 'waiting_to_retry', count: Math.ceil(step.value.waitMs / 1_000) }
  }
}

function toEnd(error: unknown): GenerationEnd {
  const plain = toUpstreamError(error)
  if (!(plain instanceof UpstreamError)) throw error
  const { failure } = plain
  // Our own watchdogs ended the wait: the socket is closed, the outcome is unknown.
  const isOurs =
    error instanceof UpstreamError && error.cause instanceof ExchangeError && error.cause.reason !== 'network'
  return { outcome: isOurs ? 'interrupted' : 'failed', failure }
}
