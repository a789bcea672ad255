import { flushSync } from 'react-dom'

/**
 * Work that may wait a moment: formatting blocks, colouring code, setting formulas. The newest job runs first (the end
 * of an answer is what people look at), each is drawn by itself, and the main thread is given back after 8 ms.
 *
 * In: the job. Out: a function that withdraws it.
 */
export function enqueue(job: () => void): () => void {
  const entry: Entry = { job }
  stack.push(entry)
  wake()
  return () => {
    entry.job = null
  }
}

interface Entry {
  job: (() => void) | null
}

const sliceMs = 8
const stack: Entry[] = []
let port: MessagePort | null = null
let isAwake = false

function wake(): void {
  if (isAwake) return
  isAwake = true
  if (!port) {
    const channel = new MessageChannel()
    channel.port1.onmessage = runSlice
    port = channel.port2
  }
  port.postMessage(null)
}

function runSlice(): void {
  isAwake = false
  const end = performance.now() + sliceMs
  let entry = stack.pop()
  while (entry) {
    if (entry.job) {
      flushSync(entry.job)
      if (performance.now() >= end) break
    }
    entry = stack.pop()
  }
  if (stack.length > 0) wake()
}
