/** Real processes for the journeys: the production server with a data folder of its own, and the engine by itself. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

export const root = fileURLToPath(new URL('..', import.meta.url))
const startTimeoutMs = 30_000

const children = new Set<ChildProcess>()
// Whoever ends early takes its servers along.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Remembers a process so that it never outlives this one. */
export function own(child: ChildProcess): void {
  children.add(child)
  child.once('exit', () => children.delete(child))
}

export class App {
  private child: ChildProcess | null = null
  private output = ''

  private constructor(
    readonly port: number,
    readonly dataDir: string,
    private readonly settings: Record<string, string>,
  ) {}

  /** A server as a new user gets it, on a free port, with an empty data folder. */
  static async start(settings: Record<string, string> = {}): Promise<App> {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'moonlake-e2e-'))
    const app = new App(await freePort(), dataDir, settings)
    await app.restart()
    return app
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  get pid(): number {
    return this.child?.pid ?? 0
  }

  /** Everything that the server has printed, over all its lives. */
  get log(): string {
    return this.output
  }

  /** Starts the process again on the same port and data. */
  async restart(): Promise<void> {
    const next = path.join(root, 'node_modules/next/dist/bin/next')
    const child = spawn(process.execPath, [next, 'start', '-p', String(this.port), '-H', '127.0.0.1'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        NEXT_MANUAL_SIG_HANDLE: 'true',
        PORT: String(this.port),
        HOSTNAME: '127.0.0.1',
        DATA_DIR: this.dataDir,
        RATE_LIMIT_RUNS_PER_MINUTE: '1000',
        MAX_CONCURRENT_RUNS: '50',
        ...this.settings,
      },
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')))
    }
    own(child)
    this.child = child
    await waitUntil(
      `the app on port ${this.port}`,
      () => this.log,
      child,
      () => isHealthy(this.url),
    )
  }

  /** @returns the exit code, or the name of the signal that ended the process */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string> {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? ''
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
    return child.exitCode ?? child.signalCode ?? ''
  }

  async remove(): Promise<void> {
    await this.end('SIGKILL')
    await rm(this.dataDir, { recursive: true, force: true })
  }
}

const lastChatSchema = z.object({
  requestId: z.string().nullable(),
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })),
  tools: z.array(z.string()),
  parameters: z.record(z.string(), z.unknown()),
})

/** What a model was asked, as it arrived. */
export type LastChat = z.infer<typeof lastChatSchema>

const statsSchema = z.object({
  generationsStarted: z.number(),
  running: z.number(),
  finished: z.number(),
  aborted: z.number(),
  lastThirdRequestIds: z.array(z.string()),
  uploadsStarted: z.number(),
  uploadsFinished: z.number(),
  uploadsAborted: z.number(),
  uploadedBytes: z.number(),
  lastChats: z.array(lastChatSchema),
})

export type EngineStats = z.infer<typeof statsSchema>

export class Engine {
  private child: ChildProcess | null = null
  readonly key = 'e2e0123456789abcdef0123456789abc.secretOfTheEngine'

  private constructor(private readonly port: number) {}

  static async start(): Promise<Engine> {
    const engine = new Engine(await freePort())
    await engine.restart()
    return engine
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${this.port}/api`
  }

  async restart(): Promise<void> {
    let output = ''
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/engine.ts'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ENGINE_PORT: String(this.port), ENGINE_KEY: this.key },
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
    }
    own(child)
    this.child = child
    const read = () => output
    await waitUntil('the engine', read, child, async () => output.includes(this.baseUrl))
  }

  async stats(): Promise<EngineStats> {
    const response = await fetch(`${this.baseUrl}/engine/stats`, {
      headers: { authorization: `Bearer ${this.key}` },
    })
    return statsSchema.parse(await response.json())
  }

  /** What models were asked in one run, a round of it after the other. */
  async chatsOf(runId: string): Promise<LastChat[]> {
    return (await this.stats()).lastChats.filter(({ requestId }) => requestId?.startsWith(runId))
  }

  async stop(): Promise<void> {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no TCP port')
  return address.port
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/ready`)).ok
  } catch {
    return false
  }
}

async function waitUntil(
  what: string,
  log: () => string,
  child: ChildProcess,
  isTrue: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + startTimeoutMs
  while (!(await isTrue())) {
    if (child.exitCode !== null) throw new Error(`${what} ended with ${child.exitCode}\n${log()}`)
    if (Date.now() > deadline) throw new Error(`${what} did not start\n${log()}`)
    await setTimeout(50)
  }
}
