import 'server-only'
import type { Family } from '@/lib/targets/schema'
import { inspectHead, maxInspectedBytes } from './inspect'
import type { UploadKind, UploadReason } from './schema'

/** A sender may be silent for this long, in ms. */
export const maxSilenceMs = 60_000

/** The file as it came cannot be taken. */
export class BadFile extends Error {
  override name = 'BadFile'
  readonly reason: UploadReason

  constructor(reason: UploadReason) {
    super(reason)
    this.reason = reason
  }
}

/** The sender left or was cut off before the end; which of the two cannot be told. */
export class SenderGone extends Error {
  override name = 'SenderGone'
}

/**
 * The bytes of a file, one piece at a time and none before the one before is taken. What the first bytes show is
 * checked before any of them is given on; the size is counted to the end. What the caller leaves stays unread.
 *
 * @throws BadFile: `type_mismatch`, `too_many_pixels`, `empty`, `too_large`, and `incomplete` when fewer or more bytes
 *   come than announced or nothing comes for `silenceMs`; SenderGone; the signal's reason when it aborts
 */
export async function* readBody(
  body: ReadableStream<Uint8Array> | null,
  file: { name: string; kind: UploadKind; family?: Family; size: number; maxBytes: number },
  signal: AbortSignal,
  silenceMs: number = maxSilenceMs,
): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader()
  let received = 0
  const next = async (): Promise<Uint8Array | null> => {
    const piece = reader ? await readPatiently(reader, signal, silenceMs) : null
    received += piece?.byteLength ?? 0
    if (received > file.maxBytes) throw new BadFile('too_large')
    if (received > file.size) throw new BadFile('incomplete')
    return piece
  }
  try {
    let isAtEnd = false
    const head: Uint8Array[] = []
    let headBytes = 0
    for (;;) {
      const piece = await next()
      if (piece) head.push(piece)
      headBytes += piece?.byteLength ?? 0
      isAtEnd = piece === null
      const isWhole = isAtEnd || headBytes === file.size
      if (isAtEnd && headBytes > 0 && headBytes < file.size) throw new BadFile('incomplete')
      // Joined again only when twice as much has come, so that the cost stays linear.
      if (!isWhole && headBytes < maxInspectedBytes && !isNewPowerOfTwo(headBytes, piece)) continue
      const verdict = inspectHead(Buffer.concat(head), isWhole, file)
      if (verdict === null) break
      if (verdict !== 'more') throw new BadFile(verdict)
    }
    yield* head
    while (!isAtEnd) {
      const piece = await next()
      if (piece && piece.byteLength > 0) yield piece
      isAtEnd = piece === null
    }
    if (received < file.size) throw new BadFile('incomplete')
  } finally {
    reader?.releaseLock()
  }
}

/**
 * Takes what is left of a body that nobody wants any more: a browser reads our answer only when it has sent everything.
 * Gives up, and closes the connection, after `maxBytes` more or `silenceMs` without any. Never throws.
 */
export async function discardRest(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  signal: AbortSignal,
  silenceMs: number = maxSilenceMs / 4,
): Promise<void> {
  const reader = body?.getReader()
  let left = maxBytes
  try {
    while (reader && left > 0) {
      const piece = await readPatiently(reader, signal, silenceMs)
      if (piece === null) return
      left -= piece.byteLength
    }
  } catch {
    // It does not come any more.
  }
  reader?.cancel().catch(() => undefined)
}

function isNewPowerOfTwo(total: number, last: Uint8Array | null): boolean {
  return Math.floor(Math.log2(total)) > Math.floor(Math.log2(total - (last?.byteLength ?? 0) || 1))
}

function readPatiently(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  signal: AbortSignal,
  silenceMs: number,
): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const onAbort = () => end(() => reject(signal.reason))
    const timer = setTimeout(() => end(() => reject(new BadFile('incomplete'))), silenceMs)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      settle()
    }
    signal.addEventListener('abort', onAbort, { once: true })
    reader.read().then(
      ({ done, value }) => end(() => resolve(done ? null : value)),
      (error) => end(() => reject(signal.aborted ? signal.reason : new SenderGone('', { cause: error }))),
    )
  })
}
