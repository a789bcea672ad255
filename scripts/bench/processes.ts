import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { App, freePort, own } from '../../e2e/servers'

export const key = 'bench0123456789abcdef0123456789a.secretOfTheBench'
export const appId = '1936725184036352051'

export type Peer = { pid: number; url: string; stop(): Promise<void> }

export async function startUpstream(): Promise<Peer & { baseUrl: string; invokeUrl: string }> {
  const port = await freePort()
  const peer = await startScript('upstream.mjs', port, { UPSTREAM_PORT: String(port) })
  const baseUrl = `${peer.url}/api`
  return { ...peer, baseUrl, invokeUrl: invokeUrlOf(baseUrl) }
}

export async function startPipe(target: string, apiKey = key): Promise<Peer> {
  const port = await freePort()
  const env = { PIPE_PORT: String(port), PIPE_TARGET: target, PIPE_AUTHORIZATION: `Bearer ${apiKey}` }
  return startScript('pipe.mjs', port, env)
}

export function startMoonlake(baseUrl: string, settings: Record<string, string> = {}): Promise<App> {
  return App.start({
    BIGMODEL_API_KEY: key,
    BIGMODEL_BASE_URL: baseUrl,
    BIGMODEL_AGENTS: `${appId}=Bench`,
    ALLOW_GUESTS: 'true',
    RATE_LIMIT_RUNS_PER_MINUTE: '10000',
    MAX_CONCURRENT_RUNS: '1000',
    ...settings,
  })
}

export function invokeUrlOf(baseUrl: string): string {
  return `${baseUrl}/llm-application/open/v3/application/invoke`
}

export function invokeBody(question: string): string {
  const content = [{ type: 'input', value: question }]
  return JSON.stringify({
    app_id: appId,
    stream: true,
    send_log_event: true,
    messages: [{ role: 'user', content }],
  })
}

/** Seconds of CPU that a process and its children have used; NaN where there is no /proc. */
export function cpuSeconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // Fields 14 and 15 of proc(5), in ticks of 10 ms.
    const own = (Number(fields[11]) + Number(fields[12])) / 100
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
    return children.reduce((sum, child) => sum + cpuSeconds(Number(child)), own)
  } catch {
    return Number.NaN
  }
}

async function startScript(name: string, port: number, env: Record<string, string>): Promise<Peer> {
  const script = fileURLToPath(new URL(name, import.meta.url))
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  own(child)
  await once(child.stdout, 'data')
  return { pid: child.pid ?? 0, url: `http://127.0.0.1:${port}`, stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
