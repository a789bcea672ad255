/**
 * A form with files, read as a stream into the engine's folder; its fields may stand before or after the files. Names
 * of files ask for faults, see wishes.ts. What is not taken in the end is dropped.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { RequestError } from '../read-body'
import type { EngineState } from '../state'
import type { ReceivedFile } from './file-store'
import { findBoundary, readMultipart } from './multipart'
import { readPaced } from './paced-body'
import { uploadFaultOf } from './wishes'

export type KeptFile = { received: ReceivedFile; drop: () => Promise<void> }

export type FormReceiver = {
  /** @throws RequestError when a file of this field may not come behind so many others */
  admit(name: string, count: number): void
  /** Answers the request. @returns false when it was refused */
  take(fields: Map<string, string>, kept: KeptFile[]): boolean | Promise<boolean>
}

/** @throws RequestError when the body is no form; whatever the receiver throws */
export async function receiveForm(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  { admit, take }: FormReceiver,
): Promise<void> {
  const boundary = findBoundary(request.headers['content-type'])
  if (boundary === null) throw new RequestError(400, 1210, '请使用 multipart/form-data 上传')
  state.stats.uploadsStarted += 1
  const fields = new Map<string, string>()
  const kept: KeptFile[] = []
  let isTaken = false
  try {
    await readMultipart(
      readPaced(state, request, () => kept.at(-1)?.received.name ?? ''),
      boundary,
      {
        field: (name, value) => void fields.set(name, value.trim()),
        file: async (name, fileName) => {
          admit(name, kept.length)
          const fault = uploadFaultOf(fileName)
          if (typeof fault === 'object' && fault !== null)
            throw new RequestError(fault.status, fault.status, '上传失败，请稍后重试')
          const { sink, ...rest } = await state.files.receive(fileName)
          kept.push(rest)
          return sink
        },
      },
    )
    isTaken = await take(fields, kept)
    if (isTaken) state.stats.uploadsFinished += 1
  } catch (error) {
    // The sender has gone: there is nobody to answer.
    if (request.destroyed && !request.complete) return void response.destroy()
    throw error
  } finally {
    if (!isTaken) {
      state.stats.uploadsAborted += 1
      await Promise.all(kept.map(({ drop }) => drop()))
      // A refusal reaches the sender only when what is still on its way is taken off the line.
      request.resume()
    }
  }
}
