import type { IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineState } from '../state'
import { slowUploadBytesPerSecond, uploadFaultOf } from './wishes'

/** The body as it comes, or as slowly as the name of a file asks for; a name may also end it. */
export async function* readPaced(
  state: EngineState,
  request: IncomingMessage,
  currentName: () => string,
): AsyncGenerator<Buffer> {
  let read = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    yield chunk
    read += chunk.length
    state.stats.uploadedBytes += chunk.length
    const fault = uploadFaultOf(currentName())
    if (fault === 'slow') await sleep((chunk.length / slowUploadBytesPerSecond / state.pace) * 1_000)
    if (fault === 'cut' && read > 0) request.destroy()
  }
}
