/** What the tests of the assistants share: asking over real HTTP by our own client, and the answer as the page folds it. */
import { reduceRun } from '@/lib/runs/reducer'
import { answerText, emptyRun } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import type { RunEvent, ToolOutput } from '@/lib/runs/events'
// oxlint-disable-next-line eslint/no-restricted-imports -- tests look at an answer as our own client reads it
import { createAssistantClient } from '@/lib/upstream/assistants/client'
// oxlint-disable-next-line eslint/no-restricted-imports -- see above
import type { AskOptions, AssistantClient } from '@/lib/upstream/assistants/client'
// oxlint-disable-next-line eslint/no-restricted-imports -- see above
import { createUpstream } from '@/lib/upstream/http'
// oxlint-disable-next-line eslint/no-restricted-imports -- see above
import type { CompletionEnd } from '@/lib/upstream/models/completion'
import type { RunningEngine } from '../server'

export type Asked = {
  run: Run
  text: string
  end: CompletionEnd
  events: RunEvent[]
  /** Upstream's. */
  conversationId: string
  outputs: ToolOutput[]
}

export function connectTo({ baseUrl, key }: RunningEngine): AssistantClient {
  return createAssistantClient(createUpstream({ baseUrl, apiKey: key, auth: 'key', headers: {} }))
}

let requests = 0

export async function askAssistant(
  engine: RunningEngine,
  assistantId: string,
  text: string,
  options: Partial<AskOptions> = {},
): Promise<Asked> {
  requests += 1
  const generation = connectTo(engine).ask({
    assistantId,
    model: 'glm-4-assistant',
    conversationId: null,
    text,
    fileIds: [],
    translate: null,
    requestId: `request-${requests}`,
    node: { nodeId: 'assistant', nodeName: 'Assistant' },
    ...options,
  })
  const events: RunEvent[] = []
  for (;;) {
    const step = await generation.next()
    if (step.done === true) return fold(events, step.value)
    events.push(step.value)
  }
}

function fold(events: RunEvent[], end: CompletionEnd): Asked {
  const run = events.reduce(reduceRun, emptyRun)
  const ids = events.flatMap((event) => (event.type === 'upstream-ids' ? (event.conversationId ?? []) : []))
  return {
    run,
    events,
    end,
    text: answerText(run),
    conversationId: ids.at(-1) ?? '',
    outputs: events.flatMap((event) => (event.type === 'tool-end' ? event.output : [])),
  }
}

/** A POST below `/paas/v4` with no client between. */
export function postPaas({ baseUrl, key }: RunningEngine, path: string, body: unknown): Promise<Response> {
  return fetch(`${baseUrl}/paas/v4${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Sends one file for one purpose. */
export function sendFile(
  { baseUrl, key }: RunningEngine,
  name: string,
  bytes: string | Buffer,
  purpose = 'assistant',
): Promise<Response> {
  const form = new FormData()
  form.set('purpose', purpose)
  form.set('file', new Blob([new Uint8Array(Buffer.from(bytes))]), name)
  return fetch(`${baseUrl}/paas/v4/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: form,
  })
}
