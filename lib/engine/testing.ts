/** What the engine's own tests share: asking over real HTTP and reading the stream back. */
import { expect } from 'vitest'
import type { AnswerMedia } from '@/lib/runs/events'
import { reduceRun } from '@/lib/runs/reducer'
import { emptyRun } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
// oxlint-disable-next-line eslint/no-restricted-imports -- tests look at an answer as our own client reads it
import { createTranslator } from '@/lib/upstream/agents/translate'
import { fileStatResponseSchema, invokeChunkSchema } from '@/lib/upstream/agents/wire'
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

/** What a person sees of an answer in the end: the stream as our own client reads it, folded as the page folds it. */
export async function readRun(response: Response): Promise<Run> {
  const translator = createTranslator()
  let run = emptyRun
  for (const message of (await response.text()).split('\n\n'))
    if (message.startsWith('data:'))
      for (const event of translator.readMessage(message.slice(5), Date.now())) run = reduceRun(run, event)
  const { events, end } = translator.end(null)
  for (const event of events) run = reduceRun(run, event)
  if (end.outcome !== 'done') run = reduceRun(run, { type: 'run-error', failure: end.failure })
  return reduceRun(run, { type: 'run-end', outcome: end.outcome, at: Date.now() })
}

/** Asks with content items, as forms and attachments do. */
export async function askWith(
  engine: RunningEngine,
  appId: string,
  content: { type: string; value: string; key?: string }[],
  extra: Record<string, unknown> = {},
  message: Record<string, unknown> = {},
): Promise<Run> {
  const messages = [{ role: 'user', content, ...message }]
  const body = { app_id: appId, send_log_event: true, messages, ...extra }
  const response = await post(engine, '/v3/application/invoke', body)
  const copy = response.clone()
  for (const frame of await readFrames(copy)) if (frame) invokeChunkSchema.parse(frame)
  return readRun(response)
}

/** The pieces of an answer that are no running text. */
export function mediaOf(run: Run): AnswerMedia[] {
  return run.parts.flatMap((part) => (part.type === 'media' ? [part.media] : []))
}

/** Sends one file, as a form's field or into a dialogue. @returns its id */
export async function uploadTo(
  engine: RunningEngine,
  fields: Record<string, string>,
  name: string,
  bytes: Buffer,
): Promise<string> {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.set(key, value)
  form.append('files', new Blob([new Uint8Array(bytes)]), name)
  const response = await fetch(`${engine.baseUrl}/llm-application/open/v2/application/file_upload`, {
    method: 'POST',
    headers: { authorization: `Bearer ${engine.key}` },
    body: form,
  })
  return String(readPath(await response.json(), 'data', 'success_info', 0, 'file_id'))
}

/** Resolves when none of the files is being parsed any more. */
export async function untilParsed(engine: RunningEngine, appId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const read = async () => {
    const response = await post(engine, '/v2/application/file_stat', { app_id: appId, file_ids: ids })
    const { data } = fileStatResponseSchema.parse(await response.json())
    return data?.map(({ code }) => code)
  }
  await expect.poll(read, { interval: 10 }).not.toContain(0)
}
