/**
 * An upstream that wants to get out of its texts: it speaks the wire of agents, models and assistants, and puts one
 * payload into everything that it says. Which one, the id of whoever is asked says.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import * as z from 'zod'
import { callerSignal } from '../../lib/engine/caller-signal'
import { EventStream } from '../../lib/engine/event-stream'
import { sendData, sendJson } from '../../lib/engine/reply'
import { agentAnswer, agentFailure } from './hostile-agent'
import { assistantAnswer, modelAnswer, modelCalls } from './hostile-models'
import { payloads, svgWith } from './hostile-payloads'
import { hostileTexts, toNumber } from './hostile-places'
import type { Hostile } from './hostile-places'

/** Whose answers hold the payload of that number. */
export const idsOf = (index: number) => ({
  form: `form-${toNumber(index)}`,
  agent: `agent-${toNumber(index)}`,
  model: `model-${toNumber(index)}`,
  assistant: `assistant-${toNumber(index)}`,
})

export type HostileUpstream = { key: string; baseUrl: string; close(): Promise<void> }

type Route = {
  pattern: RegExp
  answer(asked: Asked, response: ServerResponse): void | Promise<void>
}

type Asked = {
  origin: string
  path: string
  /** Bytes as characters. */
  body: string
  index: number
  hostile: Hostile
}

const bodySchema = z.object({ messages: z.array(z.object({ role: z.string().optional() })).catch([]) })
/** Between the pieces of an answer, so that pages draw it half written, too. */
const pieceMs = 4

export async function startHostileUpstream(): Promise<HostileUpstream> {
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no TCP port')
  const origin = `http://127.0.0.1:${address.port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = []
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece)
    const body = Buffer.concat(pieces).toString('latin1')
    const path = request.url ?? ''
    const index = Number(
      /(?:(?:form|agent|model|assistant|answer)-|\/p)(\d\d)/.exec(`${path} ${body}`)?.[1] ?? 0,
    )
    const route = routes.find(({ pattern }) => pattern.test(path))
    if (route)
      await route.answer({ origin, path, body, index, hostile: hostileTexts(index, origin) }, response)
    else sendJson(response, 404, { code: 404, message: 'not here' })
  }

  return {
    key: 'soak.secret',
    baseUrl: `${origin}/api`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const routes: Route[] = [
  {
    pattern: /\/variables$/,
    answer: ({ path, hostile }, response) =>
      sendData(response, path.includes('/form-') ? variables(hostile) : []),
  },
  {
    pattern: /\/file_upload$/,
    answer({ body, hostile }, response) {
      const isRefused = body.includes('refused-files')
      sendData(response, {
        success_info: isRefused ? [] : [{ file_id: '1', file_name: 'x' }],
        fail_info: isRefused ? [{ file_name: 'x', fail_reason: hostile.text('refusal') }] : [],
      })
    },
  },
  {
    pattern: /\/file_stat$/,
    answer: ({ hostile }, response) =>
      sendData(response, [{ file_id: '1', code: 11_999, msg: hostile.text('parse-message') }]),
  },
  {
    pattern: /\/invoke$/,
    async answer({ body, hostile, index }, response) {
      const isFirst = body.includes(hostile.mark('question'))
      const chunks = isFirst ? agentFailure(hostile) : agentAnswer(hostile, `answer-${toNumber(index)}`)
      await stream(response, chunks)
    },
  },
  {
    pattern: /\/slice_info$/,
    answer: ({ hostile, origin }, response) => sendData(response, sliceInfo(hostile, origin)),
  },
  {
    pattern: /\/history_session_record\//,
    answer: ({ hostile }, response) => sendData(response, { problems: [hostile.line('suggestion')] }),
  },
  {
    pattern: /\/chat\/completions$/,
    async answer({ body, hostile }, response) {
      const { messages } = bodySchema.parse(JSON.parse(body))
      await stream(response, messages.at(-1)?.role === 'tool' ? modelAnswer(hostile) : modelCalls(hostile))
    },
  },
  { pattern: /\/models$/, answer: (_asked, response) => sendJson(response, 200, { data: [] }) },
  { pattern: /\/assistant\/list$/, answer: (_asked, response) => sendData(response, assistants()) },
  {
    pattern: /\/assistant\/conversation\/suggest$/,
    answer: ({ hostile }, response) =>
      sendData(response, { suggest_list: [hostile.line('assistant-suggestion')] }),
  },
  { pattern: /\/assistant$/, answer: ({ hostile }, response) => stream(response, assistantAnswer(hostile)) },
  {
    pattern: /\/files\/.*\.csv$/,
    answer({ hostile }, response) {
      const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
      const rows = [hostile.text('sheet-head'), hostile.text('sheet-cell')].map((text) => `${cell(text)},1\n`)
      response.writeHead(200, { 'content-type': 'text/csv;charset=UTF-8' }).end(rows.join(''))
    },
  },
  {
    pattern: /\/files\//,
    answer({ path }, response) {
      const mark = /p\d\d-[\w-]+/.exec(path)?.[0] ?? ''
      const isSvg = path.includes('.svg')
      response
        .writeHead(200, { 'content-type': isSvg ? 'image/svg+xml' : 'text/html' })
        .end(isSvg ? svgWith(mark) : `<!doctype html>${svgWith(mark)}`)
    },
  },
]

async function stream(response: ServerResponse, chunks: Iterable<unknown>): Promise<void> {
  const events = new EventStream(response, callerSignal(response))
  for (const chunk of chunks) {
    await events.send(chunk)
    await setTimeout(pieceMs)
  }
  await events.send('[DONE]')
  events.end()
}

function variables({ text, line }: Hostile): unknown[] {
  return [
    { id: '1', name: text('field-name'), type: 'input', tips: text('field-tips') },
    { id: '2', name: 'Choice', type: 'selection_list', allowed_values: [line('field-option'), 'other'] },
    { id: '3', name: 'Unknown', type: line('field-type') },
    {
      id: '4',
      name: text('template-name'),
      type: 'input_template',
      input_template: {
        splicing_template: text('template-text'),
        options: [
          { id: '5', name: text('part-name'), type: 'input', tips: text('part-tips') },
          { id: '6', name: 'Part', type: 'selection_list', allowed_values: [line('part-option')] },
        ],
      },
    },
    { id: 'refused-files', name: 'Refused', type: 'upload_file' },
    { id: 'unreadable-files', name: 'Unreadable', type: 'upload_file' },
  ]
}

/** A document without a file, and a sheet. */
function sliceInfo({ mark, text, line, address }: Hostile, origin: string): unknown {
  const url = `${origin}/files/${mark('sheet-name')}.csv`
  return {
    document_slices: [
      {
        document: { id: '1', name: line('document-name'), url: null, dtype: 1 },
        slice_info: [{ document_id: '1', text: text('document-slice') }],
        images: [{ text: `【示意图序号_1_1】`, cos_url: address('document-slice') }],
      },
      {
        document: { id: '2', name: `${line('sheet-name')}.csv`, url, dtype: 11 },
        slice_info: [{ document_id: '2', line: 2, sheet_name: mark('sheet-name'), text: text('sheet-cell') }],
      },
    ],
  }
}

/** Their pictures, tags and addresses are sent as well: people must never see them load. */
function assistants(): unknown[] {
  return payloads.map((_, index) => {
    const { text, line, address } = hostileTexts(index, 'https://evil.example')
    return {
      assistant_id: idsOf(index).assistant,
      name: line('assistant-name'),
      avatar: address('assistant-name'),
      description: text('assistant-about'),
      tools: ['web_browser', line('hosted-type')],
      tags: [{ key: line('assistant-name'), label: line('assistant-name') }],
      starter_prompts: [text('assistant-start')],
    }
  })
}
