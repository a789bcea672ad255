import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { agentFormSchema } from '../../lib/forms/schema'
import { batchAnswerSchema } from '../../lib/batches/schema'
import type { StartBatch } from '../../lib/batches/schema'
import type { CreateComparison } from '../../lib/comparisons/schema'
import { appIds } from '../../lib/engine/catalogue'
import { encodePng } from '../../lib/engine/media/png'
import type { SaveMcpServer } from '../../lib/mcp/schema'
import { sourcesSchema } from '../../lib/sources/schema'
import { ask, call, parse, toSend } from './client'
import type { Answer, Person } from './client'

/** The name of every path part of our routes, and what else is named in queries and bodies. */
export type Names = {
  appId: string
  conversationId: string
  runId: string
  userMessageId: string
  answerMessageId: string
  uploadId: string
  mediaId: string
  ticket: string
  comparisonId: string
  laneConversationId: string
  batchId: string
  row: string
  serverId: string
  token: string
  name: string
}

const mcpServerAnswerSchema = z.object({ server: z.object({ id: z.string() }) })

export const mcpServer: SaveMcpServer = {
  label: 'soak',
  url: 'https://mcp.example.invalid/mcp',
  transport: 'streamable-http',
  allowedTools: [],
  headers: [{ name: 'X-Soak', value: '1' }],
}

/** One of everything that a person can own, made through the API. */
export async function makeScene(person: Person): Promise<Names> {
  const guide = { family: 'agent' as const, id: appIds.knowledgeGuide }
  const run = await ask(person, { ...toSend('Which lake is the deepest?'), target: guide })
  const sources = parse(await call(person, 'GET', `/api/runs/${run.id}/sources?again=1`), sourcesSchema)
  const ticket = sources.documents
    .flatMap(({ url }) => url ?? [])[0]
    ?.split('/')
    .at(-1)
  const pictured = await ask(person, toSend('image'))
  const mediaId = /\/api\/media\/([a-z0-9]+)/.exec(JSON.stringify(pictured))?.[1]
  if (!ticket || !mediaId) throw new Error(`The scene lacks a document (${ticket}) or a picture (${mediaId})`)

  const uploadId = randomUUID()
  const uploaded = await upload(person, uploadId)
  if (uploaded.status !== 200) throw new Error(`The upload answered ${uploaded.status}: ${uploaded.text}`)

  const comparison = toComparison()
  expectOk(await call(person, 'POST', '/api/comparisons', comparison))
  const lane = await ask(person, {
    ...toSend(comparison.question),
    comparison: { id: comparison.id, lane: 0 },
  })
  const batch = parse(await call(person, 'POST', '/api/batches', await toBatch(person)), batchAnswerSchema)
  const { server } = parse(await call(person, 'POST', '/api/mcp-servers', mcpServer), mcpServerAnswerSchema)
  return {
    appId: appIds.testBench,
    conversationId: run.conversationId,
    runId: run.id,
    userMessageId: run.userMessageId,
    answerMessageId: run.answerMessageId,
    uploadId,
    mediaId,
    ticket,
    comparisonId: comparison.id,
    laneConversationId: lane.conversationId,
    batchId: batch.batch.id,
    row: '1',
    serverId: server.id,
    token: 'A'.repeat(51),
    name: 'moon.txt',
  }
}

export function toComparison(): CreateComparison {
  const target = { family: 'agent' as const, id: appIds.testBench }
  return {
    id: randomUUID(),
    question: 'plain',
    lanes: [
      { target, settings: null },
      { target: { ...target, id: appIds.knowledgeGuide }, settings: null },
    ],
  }
}

/** A table of two rows for a form whose texts come from its one column. */
export async function toBatch(person: Person): Promise<StartBatch> {
  const appId = appIds.documentReader
  const form = parse(await call(person, 'GET', `/api/agents/${appId}/form`), agentFormSchema)
  return {
    sendKey: randomUUID(),
    appId,
    name: 'lakes.csv',
    columns: ['Lake'],
    fields: form.fields.flatMap(({ id, name, kind }) =>
      kind === 'text' ? [{ fieldId: id, name, kind, source: { from: 'column' as const, column: 0 } }] : [],
    ),
    rows: [['Baikal'], ['Como']],
  }
}

/** A small picture, which the server keeps to show it. */
export async function upload(person: Person, id: string): Promise<Answer> {
  const picture = await encodePng({ width: 16, height: 16, rgb: new Uint8Array(16 * 16 * 3) })
  const query = new URLSearchParams({
    appId: appIds.fileChat,
    kind: 'image',
    name: 'moon.png',
    size: String(picture.length),
    draftId: randomUUID(),
  })
  return call(person, 'PUT', `/api/uploads/${id}?${query.toString()}`, picture, {
    'content-type': 'image/png',
    'x-moonlake-upload': '1',
  })
}

function expectOk(answer: Answer): void {
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text.slice(0, 300)}`)
}
