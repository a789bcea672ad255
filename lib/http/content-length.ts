import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import { ServerResponse } from 'node:http'

/** Says the length of a file; goes out as `content-length`. */
export const lengthHeader = 'x-content-length'

/**
 * Next takes `content-length` off what a route handler answers, but a viewer asks for parts of a file only when it
 * knows how long it is, and a download has no progress without it. Called once when the process starts.
 */
export function keepContentLengths(): void {
  subscribe('http.server.request.start', (message) => {
    if (typeof message !== 'object' || message === null || !('response' in message)) return
    const { response } = message
    if (!(response instanceof ServerResponse) || !response.req.url?.startsWith('/api/')) return
    const setHeader = response.setHeader.bind(response)
    response.setHeader = (name, value) =>
      name.toLowerCase() === lengthHeader
        ? setHeader('content-length', String(value))
        : setHeader(name, value)
  })
}
