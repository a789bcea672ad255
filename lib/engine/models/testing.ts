/** What the tests of the models share: asking over real HTTP and reading the answer back. */
import type { RunningEngine } from '../server'
import { readPath } from '../testing'

export type Chunk = Record<string, unknown>

export function askModel(engine: RunningEngine, body: Record<string, unknown>): Promise<Response> {
  return fetch(`${engine.baseUrl}/paas/v4/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${engine.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'manual',
  })
}

/** One body. */
export async function complete(
  engine: RunningEngine,
  model: string,
  question: unknown,
  rest: Record<string, unknown> = {},
): Promise<Chunk> {
  const messages = Array.isArray(question) ? question : [{ role: 'user', content: question }]
  const response = await askModel(engine, { model, messages, ...rest })
  return (await response.json()) as Chunk // what tests look at next is checked there
}

export async function answerOf(
  engine: RunningEngine,
  question: unknown,
  rest: Record<string, unknown> = {},
): Promise<string> {
  return textOfBody(await complete(engine, 'moonlake-chat', question, rest))
}

export function textOfBody(body: Chunk): string {
  return String(readPath(body, 'choices', 0, 'message', 'content'))
}

export async function stream(
  engine: RunningEngine,
  model: string,
  question: unknown,
  rest: Record<string, unknown> = {},
): Promise<(Chunk | null)[]> {
  const messages = [{ role: 'user', content: question }]
  const response = await askModel(engine, { model, messages, stream: true, ...rest })
  return readChunks(await response.text())
}

/** The chunks of a stream; null stands for `[DONE]`. */
export function readChunks(text: string): (Chunk | null)[] {
  return text
    .split('\n\n')
    .filter((event) => event.startsWith('data: '))
    .map((event) => event.slice(6))
    .map((data) => (data === '[DONE]' ? null : (JSON.parse(data) as Chunk)))
}

export function deltasOf(chunks: (Chunk | null)[], ...path: (string | number)[]): unknown[] {
  return chunks
    .map((chunk) => readPath(chunk, 'choices', 0, 'delta', ...path))
    .filter((value) => value !== undefined && value !== '')
}

export function streamedText(chunks: (Chunk | null)[]): string {
  return deltasOf(chunks, 'content')
    .filter((part) => typeof part === 'string')
    .join('')
}

export function reasonsOf(chunks: (Chunk | null)[]): unknown[] {
  return chunks
    .map((chunk) => readPath(chunk, 'choices', 0, 'finish_reason'))
    .filter((reason) => reason !== undefined && reason !== null)
}
