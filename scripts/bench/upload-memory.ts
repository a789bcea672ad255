import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { newGuest } from './client'
import { appId, startMoonlake, startUpstream } from './processes'
import type { Table } from './table'

const megabyte = 1024 * 1024
const sizes = [10, 100, 100]
const sampleEveryMs = 20

type Measured = { seconds: number; before: number; peak: number; after: number }

/** Memory of the serving process while a file goes through it to the platform; flat means that nothing is held. */
export async function measureUploadMemory(): Promise<Table> {
  const upstream = await startUpstream()
  const app = await startMoonlake(upstream.baseUrl, { MAX_UPLOAD_MB: '200' })
  const cookie = await newGuest(app.url)
  const rows: string[][] = []
  for (const size of sizes) {
    const measured = await measure(app.url, app.pid, cookie, size)
    rows.push([
      `${size} MiB`,
      `${measured.seconds.toFixed(2)} s`,
      mib(measured.before),
      mib(measured.peak),
      mib(measured.peak - measured.before),
      mib(measured.after),
    ])
  }
  await Promise.all([app.remove(), upstream.stop()])
  return {
    title: 'Memory of the server during an upload (resident set)',
    head: ['file', 'time', 'before', 'peak', 'growth', 'after'],
    rows,
    note: 'Goal: at most 40 MiB of growth for 100 MB.',
  }
}

async function measure(origin: string, pid: number, cookie: string, size: number): Promise<Measured> {
  await setTimeout(1_000)
  const before = residentBytes(pid)
  let peak = before
  const timer = setInterval(() => (peak = Math.max(peak, residentBytes(pid))), sampleEveryMs)
  const startedAt = performance.now()
  await upload(origin, cookie, size * megabyte)
  const seconds = (performance.now() - startedAt) / 1_000
  clearInterval(timer)
  return { seconds, before, peak: Math.max(peak, residentBytes(pid)), after: residentBytes(pid) }
}

/** A file that begins like a PDF, written piece by piece as a browser does. */
function upload(origin: string, cookie: string, size: number): Promise<void> {
  const query = new URLSearchParams({
    appId,
    kind: 'document',
    name: 'big.pdf',
    size: String(size),
    draftId: randomUUID(),
  })
  return new Promise((resolve, reject) => {
    const call = request(
      `${origin}/api/uploads/${randomUUID()}?${query.toString()}`,
      {
        method: 'PUT',
        headers: {
          'content-type': 'application/pdf',
          'content-length': size,
          'x-moonlake-upload': '1',
          origin,
          cookie,
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (piece: string) => (text += piece))
        response.on('end', () => {
          if (response.statusCode === 200 && !text.includes('"failed"')) resolve()
          else reject(new Error(`the upload answered ${response.statusCode}: ${text.slice(0, 300)}`))
        })
      },
    )
    call.on('error', reject)
    const piece = Buffer.alloc(64 * 1024, 32)
    let sent = 0
    const write = () => {
      while (sent < size) {
        const next =
          sent === 0 ? Buffer.concat([Buffer.from('%PDF-1.7\n'), piece]).subarray(0, piece.length) : piece
        sent += next.length
        if (!call.write(next)) return void call.once('drain', write)
      }
      call.end()
    }
    write()
  })
}

/** Resident set of a process and its children, bytes (proc(5)). */
function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  const own = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024
  return children.reduce((sum, child) => sum + residentBytes(Number(child)), own)
}

function mib(bytes: number): string {
  return `${(bytes / megabyte).toFixed(0)} MiB`
}
