import type { ServerResponse } from 'node:http'

/** Aborts when the caller goes before its answer has been sent to the end. */
export function callerSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  return gone.signal
}
