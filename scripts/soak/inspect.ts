/** Looks into a server from outside: its heap through the inspector, its sockets through the kernel. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const targetsSchema = z.array(z.object({ webSocketDebuggerUrl: z.string() })).min(1)
const replySchema = z.object({ id: z.number().optional(), result: z.unknown() })
const heapSchema = z.object({ usedSize: z.number() })

/** Bytes of live objects in a process that was started with `--inspect`. */
export async function heapAfterCollection(port: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/json/list`)
  const [target] = targetsSchema.parse(await response.json())
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '')
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', reject, { once: true })
  })
  let calls = 0
  const ask = (method: string): Promise<unknown> => {
    calls += 1
    const id = calls
    return new Promise((resolve) => {
      socket.addEventListener('message', function read({ data }) {
        const reply = replySchema.parse(JSON.parse(String(data)))
        if (reply.id !== id) return
        socket.removeEventListener('message', read)
        resolve(reply.result)
      })
      socket.send(JSON.stringify({ id, method }))
    })
  }
  await ask('HeapProfiler.enable')
  // What is freed by the first may free more with the second.
  await ask('HeapProfiler.collectGarbage')
  await ask('HeapProfiler.collectGarbage')
  const { usedSize } = heapSchema.parse(await ask('Runtime.getHeapUsage'))
  socket.close()
  return usedSize
}

const established = '01'
const closeWait = '08'

/** Connections of the server side of this port that are not closed (proc_net_tcp(5)). */
export function openSockets(port: number): number {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readTable(file))
  return rows.filter((row) => {
    const [, local = '', , state = ''] = row.trim().split(/\s+/)
    return local.endsWith(suffix) && (state === established || state === closeWait)
  }).length
}

function readTable(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(1)
  } catch {
    return []
  }
}
