/**
 * `GET /engine/media/{name}`: pictures and a tone made in code, and the short film that is shipped. No key needed, like
 * a CDN. With `?after=20` it takes as many seconds.
 */
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { callerSignal } from '../caller-signal'
import { waitExactly } from '../clock'
import { drawLake } from '../media/lake'
import { drawMoon } from '../media/moon'
import { makeTone } from '../media/tone'
import { sendFlatError } from '../reply'
import type { EngineState } from '../state'

type Medium = { type: string; make: (state: EngineState) => Buffer | Promise<Buffer> }

const longestSeconds = 120
const made = new Map<string, Buffer>()

const makers: Record<string, Medium> = {
  'moon.png': { type: 'image/png', make: () => drawMoon(320, 320) },
  'cover.png': { type: 'image/png', make: () => drawMoon(640, 360) },
  'lake.svg': { type: 'image/svg+xml', make: () => Buffer.from(drawLake()) },
  'tone.wav': { type: 'audio/wav', make: () => makeTone(440, 1.2) },
  'moonrise.webm': {
    type: 'video/webm',
    make: async (state) => readFile(join((await state.library()).directory, 'moonrise.webm')),
  },
}

export async function handleMedia(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  const medium = Object.hasOwn(makers, name) ? makers[name] : undefined
  if (!medium) return sendFlatError(response, 404, 404, '文件不存在')
  const seconds = Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('after') ?? 0)
  if (seconds > 0) {
    const signal = callerSignal(response)
    await waitExactly(Math.min(seconds, longestSeconds) * 1_000, signal).catch(() => undefined)
    if (signal.aborted) return
  }
  const bytes = made.get(name) ?? (await medium.make(state))
  made.set(name, bytes)
  response.writeHead(200, {
    'content-type': medium.type,
    'content-length': bytes.length,
    'cache-control': 'public, max-age=3600',
    'x-content-type-options': 'nosniff',
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}
