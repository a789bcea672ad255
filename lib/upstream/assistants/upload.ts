import 'server-only'
import { UpstreamError, plainFailure } from '../failure'
import type { Upstream } from '../http'
import { uploadedFileSchema } from './wire'

/** A file on its way to an assistant. */
export type AssistantFile = {
  name: string
  mediaType: string
  /** Bytes, known before the first one is read. */
  size: number
  bytes: AsyncIterable<Uint8Array>
  /** What the file is for, in upstream's words. */
  purpose: string
  signal?: AbortSignal
}

/** `assistant` is not among the purposes of 2026 any more (api-facts §6). */
export const otherPurpose = 'agent'
/** Larger files are not kept for a second try; assistants take none (api-facts §6). */
export const maxKeptBytes = 20 * 1024 * 1024

/**
 * Sends each file with the purpose that works. When upstream refuses the one that was asked for, the file goes out again
 * with `agent`, and so do those after it; its bytes are kept for that only until a first file has been taken.
 */
export function createUploader(upstream: Upstream): (file: AssistantFile) => Promise<{ fileId: string }> {
  /** What is sent for a purpose that was asked for. */
  const working = new Map<string, string>()

  async function send(file: AssistantFile, purpose: string, bytes: AsyncIterable<Uint8Array>) {
    const { name, mediaType, size, signal } = file
    const data = await upstream.sendFile({
      path: ['paas', 'v4', 'files'],
      fields: { purpose },
      file: { field: 'file', name, mediaType, size, bytes },
      ...(signal ? { signal } : {}),
    })
    const answer = uploadedFileSchema.safeParse(data).data
    const fileId = answer?.id || answer?.file_id
    if (!fileId) throw new UpstreamError(plainFailure('garbage'))
    working.set(file.purpose, purpose)
    return { fileId }
  }

  return async (file) => {
    const known = working.get(file.purpose)
    if (known !== undefined || file.purpose === otherPurpose)
      return send(file, known ?? file.purpose, file.bytes)
    const kept: Uint8Array[] = []
    try {
      return await send(file, file.purpose, file.size > maxKeptBytes ? file.bytes : keep(file.bytes, kept))
    } catch (error) {
      // A refusal may come before all bytes went out; those that did not are gone.
      const isWhole = kept.reduce((sum, { byteLength }) => sum + byteLength, 0) === file.size
      if (!isWhole || !isPurposeRefusal(error)) throw error
      return send(file, otherPurpose, replay(kept))
    }
  }
}

function isPurposeRefusal(error: unknown): boolean {
  return error instanceof UpstreamError && ['1210', '1214'].includes(error.failure.upstreamCode ?? '')
}

async function* keep(bytes: AsyncIterable<Uint8Array>, kept: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    kept.push(piece)
    yield piece
  }
}

async function* replay(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}
