/** What the engine's own tests share: asking over real HTTP and reading the stream back. */
import type { RunningEngine } from './server'

export type Frame = Record<string, unknown>

export async function post(
  engine: RunningEngine,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${engine.baseUrl}/llm-application/open${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${engine.key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    redirect: 'manual',
  })
}

export function get(engine: RunningEngine, path: string): Promise<Response> {
  return fetch(`${engine.baseUrl}${path}`, { headers: { authorization: engine.key } })
}

export function toInvoke(
  appId: string,
  question: string,
  extra: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    app_id: appId,
    send_log_event: true,
    messages: [{ role: 'user', content: [{ type: 'input', value: question }] }],
    ...extra,
  }
}

/** The frames of a stream in the platform's own dialect; null stands for `[DONE]`. */
export async function readFrames(response: Response): Promise<(Frame | null)[]> {
  const text = await response.text()
  return text
    .split('\n\n')
    .filter((event) => event.startsWith('data:'))
    .map((event) => event.slice(5))
    .map((data) => (data === '[DONE]' ? null : (JSON.parse(data) as Frame))) // what tests look at next is checked there
}

export function joinText(frames: (Frame | null)[]): string {
  return frames
    .map((frame) => readPath(frame, 'choices', 0, 'delta', 'content', 'msg'))
    .filter((part) => typeof part === 'string')
    .join('')
}

export function readPath(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[key] : undefined,
    value,
  )
}
