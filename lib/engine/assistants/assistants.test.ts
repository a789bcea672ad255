import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assistantChunkSchema } from '@/lib/upstream/assistants/wire'
import { decodePng } from '../media/png'
import { startEngine } from '../server'
import type { RunningEngine } from '../server'
import { get, readPath } from '../testing'
import { assistants } from './registry'
import { askAssistant, connectTo, postPaas, sendFile } from './testing'

const ids = {
  research: '6a1e0c52d94b7f3380c1a501',
  data: '6a1e0c52d94b7f3380c1a502',
  document: '6a1e0c52d94b7f3380c1a503',
  test: '6a1e0c52d94b7f3380c1a509',
}

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

const stats = async () => (await (await get(engine, '/engine/stats')).json()) as Record<string, unknown>
const idOf = async (response: Response) => String(readPath(await response.json(), 'id'))

async function readChunks(question: string, assistant = ids.test, more: Record<string, unknown> = {}) {
  const response = await postPaas(engine, '/assistant', {
    assistant_id: assistant,
    model: 'glm-4-assistant',
    stream: true,
    messages: [{ role: 'user', content: [{ type: 'text', text: question }] }],
    ...more,
  })
  const text = await response.text()
  const data = text.split('\n\n').filter((event) => event !== '')
  return { text, data, chunks: data.slice(0, -1).map((event): unknown => JSON.parse(event.slice(6))) }
}

describe('the wire', () => {
  test.each(
    assistants.flatMap(({ card }) =>
      Object.values(card.openingQuestions)
        .flat()
        .map((question) => [card.name.en, question, card.id] as const),
    ),
  )('%s answers “%s” in the documented form', async (_, prompt, id) => {
    const { data, chunks } = await readChunks(prompt, id)
    expect(data.at(-1)).toBe('data: [DONE]')
    for (const event of data) expect(event).toMatch(/^data: [{[]/)
    for (const chunk of chunks) {
      expect(assistantChunkSchema.safeParse(chunk).success).toBe(true)
      expect(readPath(chunk, 'created')).toBeGreaterThan(1e12)
      expect(readPath(chunk, 'conversation_id')).toMatch(/^[\da-f]{24}$/)
    }
    const last = chunks.at(-1)
    expect(chunks.slice(0, -1).every((chunk) => readPath(chunk, 'status') === 'in_process')).toBe(true)
    expect(readPath(last, 'choices', 0, 'delta', 'content')).toBeUndefined()
    expect(readPath(last, 'usage', 'total_tokens')).toBeGreaterThan(0)
  })

  test('input and output of a tool come in chunks of their own, without the id of a call', async () => {
    const { chunks } = await readChunks('Why are there two tides a day?', ids.research)
    const calls = chunks.flatMap((chunk) => readPath(chunk, 'choices', 0, 'delta', 'tool_calls', 0) ?? [])
    expect(calls.length).toBeGreaterThan(4)
    for (const call of calls) {
      expect(readPath(call, 'id')).toBeUndefined()
      const body = readPath(call, 'web_browser')
      expect(Object.keys(body as object)).toHaveLength(1) // an object, as the line before has read into it
    }
    expect(JSON.stringify(calls)).toContain('<C0>')
  })

  test('a call for one body gets the generic one', async () => {
    const response = await postPaas(engine, '/assistant', {
      assistant_id: ids.document,
      stream: false,
      messages: [{ role: 'user', content: '哪个湖最深？' }],
    })
    const body: unknown = await response.json()
    expect(readPath(body, 'choices', 0, 'message', 'content')).toContain('贝加尔湖')
    expect(readPath(body, 'choices', 0, 'finish_reason')).toBe('stop')
  })

  test('the metadata of the request comes back inside the deltas', async () => {
    const { chunks } = await readChunks('hello', ids.test, { metadata: { desk: 7 } })
    expect(readPath(chunks[0], 'choices', 0, 'delta', 'metadata')).toEqual({ desk: 7 })
  })

  test.each([
    ['no messages', { assistant_id: ids.data, messages: [] }, 400, '1214'],
    [
      'an unknown assistant',
      { assistant_id: 'nobody', messages: [{ role: 'user', content: 'x' }] },
      400,
      '1214',
    ],
    [
      'an id that refuses',
      { assistant_id: `6${'5'.repeat(19)}1113`, messages: [{ role: 'user', content: 'x' }] },
      429,
      '1113',
    ],
  ])('%s is refused as the gateway does', async (_, body, status, code) => {
    const response = await postPaas(engine, '/assistant', body)
    expect(response.status).toBe(status)
    expect(readPath(await response.json(), 'error', 'code')).toBe(code)
  })

  test('the documented odd attachment is passed over', async () => {
    const { data } = await readChunks('hello', ids.test, { attachments: [{}] })
    expect(data.at(-1)).toBe('data: [DONE]')
  })
})

describe('the list and the conversations', () => {
  test('all assistants are listed, or those that are asked for', async () => {
    const listed = await connectTo(engine).listAssistants()
    expect(listed.map(({ id }) => id)).toEqual(assistants.map(({ card }) => card.id))
    expect(listed.filter(({ isTranslator }) => isTranslator)).toHaveLength(1)
    expect(listed.every(({ starterPrompts }) => starterPrompts.length > 0)).toBe(true)
    const one = await postPaas(engine, '/assistant/list', { assistant_id_list: [ids.data] })
    expect(readPath(await one.json(), 'data', 'length')).toBe(1)
  })

  test('a conversation keeps its context, is listed with its usage and suggests how to go on', async () => {
    const first = await askAssistant(engine, ids.data, 'Average depth by type')
    const { conversationId } = first
    const second = await askAssistant(engine, ids.data, 'And by country?', { conversationId })
    expect(second.conversationId).toBe(conversationId)
    expect(second.text).toMatch(/groups by “Country .*Max depth/)
    const list = await postPaas(engine, '/assistant/conversation/list', {
      assistant_id: ids.data,
      page_size: 100,
    })
    const listed: unknown = await list.json()
    const own = (
      readPath(listed, 'data', 'conversation_list') as { id: string; usage: { total_tokens: number } }[]
    ).filter(({ id }) => id === conversationId)
    expect(own).toHaveLength(1)
    expect(own[0]?.usage.total_tokens).toBeGreaterThan(100)
    expect(readPath(listed, 'data', 'conversation_list', 0, 'update_time')).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
    )
    const page = await postPaas(engine, '/assistant/conversation/list', {
      assistant_id: ids.data,
      page: 1,
      page_size: 1,
    })
    expect(readPath(await page.json(), 'data', 'conversation_list', 'length')).toBe(1)
    expect(await connectTo(engine).suggest(ids.data, conversationId)).toHaveLength(3)
    expect(
      (
        await postPaas(engine, '/assistant/conversation/suggest', {
          assistant_id: ids.research,
          conversation_id: conversationId,
        })
      ).status,
    ).toBe(400)
  })

  test('generations are counted with the id of their request, also those that were given up', async () => {
    const before = await stats()
    await askAssistant(engine, ids.test, 'hello', { requestId: 'counted-request' })
    const given = new AbortController()
    const cut = askAssistant(engine, ids.test, 'stall', { signal: given.signal })
    await expect.poll(stats, { timeout: 10_000 }).toMatchObject({ running: Number(before['running']) + 1 })
    given.abort(new Error('given up'))
    await expect(cut).rejects.toThrow('given up')
    await expect.poll(stats, { timeout: 10_000 }).toMatchObject({
      generationsStarted: Number(before['generationsStarted']) + 2,
      running: before['running'],
      finished: Number(before['finished']) + 1,
      aborted: Number(before['aborted']) + 1,
      lastThirdRequestIds: expect.arrayContaining(['counted-request']),
    })
  })
})

describe('the work', () => {
  test('the research assistant cites pages that it opened', async () => {
    const { text, outputs } = await askAssistant(engine, ids.research, 'Why are there two tides a day?')
    expect(text).toContain('two low tides')
    const [search] = outputs.filter((output) => output.kind === 'browser')
    const cited = [...text.matchAll(/【(\d+)†source】/g)].map(
      ([, number]) => search?.references[Number(number) - 1]?.title,
    )
    expect(cited[0]).toBe('Tide')
    expect(cited).not.toContain(undefined)
    expect((await askAssistant(engine, ids.research, 'Who won the chess match?')).text).toContain(
      'nothing on that',
    )
  })

  test('the data assistant works out the figures of an attached sheet and charts them', async () => {
    const csv = 'Pier,Town,Boats\nNorth,Como,12\nSouth,Como,30\nEast,Lecco,7\nWest,Lecco,5\n'
    const fileId = await idOf(await sendFile(engine, 'piers.csv', csv))
    const { text, outputs, run, conversationId } = await askAssistant(
      engine,
      ids.data,
      'Total boats by town',
      { fileIds: [fileId] },
    )
    const logs = outputs.flatMap((output) => (output.kind === 'code' ? output.logs : []))
    expect(logs).toContain('Como\t42\nLecco\t12')
    expect(logs[0]).toMatch(/^4\n[\s\S]*mean +13\.5/)
    expect(text).toContain('**Como**')
    const [chart] = run.parts.flatMap((part) => (part.type === 'media' ? part.media : []))
    const picture = await fetch(String(chart && 'url' in chart ? chart.url : ''))
    expect(decodePng(Buffer.from(await picture.arrayBuffer()))).toMatchObject({ width: 1200, height: 800 })
    const later = await askAssistant(engine, ids.data, 'Which pier has the most boats?', { conversationId })
    expect(later.text).toContain('**South** has the highest “Boats”: **30**')
  })

  test.each([
    ['最深的3个湖', /贝加尔湖.*1,642[\s\S]*坦噶尼喀湖[\s\S]*里海/],
    ['Average depth by type', /fresh, rift\*\* has the highest.*1,272\.67/],
    ['How many lakes by country?', /\*\*China\*\* has the highest “rows”: \*\*10\*\*/],
    ['面积和容积有关系吗？', /皮尔逊相关系数 \*\*0\.94\*\*（38 行）/],
  ])('the data assistant answers “%s” from the shipped lakes', async (question, expected) => {
    expect((await askAssistant(engine, ids.data, question)).text).toMatch(expected)
  })

  test('a picture is painted on demand', async () => {
    const { outputs, run } = await askAssistant(engine, ids.data, 'Draw a full moon over the lake, 320x200')
    expect(outputs).toMatchObject([{ kind: 'drawing' }])
    expect(run.parts.filter((part) => part.type === 'media')).toHaveLength(1)
  })

  test('the document assistant answers from what was attached and from nothing else', async () => {
    const notes =
      '# Boat house\n\nThe key hangs behind the blue door.\n\n# Prices\n\nA rowing boat costs 12 euros an hour.\n'
    const fileId = await idOf(await sendFile(engine, 'notes.md', notes))
    const first = await askAssistant(engine, ids.document, 'What does a rowing boat cost?', {
      fileIds: [fileId],
    })
    expect(first.text).toContain('12 euros')
    expect(JSON.stringify(first.outputs)).toContain('notes.md')
    const { conversationId } = first
    expect(
      (await askAssistant(engine, ids.document, 'Where is the key?', { conversationId })).text,
    ).toContain('behind the blue door')
    expect(
      (await askAssistant(engine, ids.document, 'Who invented the telescope?', { conversationId })).text,
    ).toContain('I found nothing about that')
    const unknown = await askAssistant(engine, ids.document, 'What is in it?', {
      fileIds: ['1936000000000000077'],
    })
    expect(unknown.text).toContain('1936000000000000077')
  })

  test('more files than a conversation may have are refused', async () => {
    const fileIds: string[] = []
    for (let at = 0; at < 11; at += 1)
      fileIds.push(await idOf(await sendFile(engine, `note-${at}.txt`, 'The lake is calm.')))
    const { end } = await askAssistant(engine, ids.document, 'What is it about?', { fileIds })
    expect(end).toMatchObject({ outcome: 'failed' })
  })
})

describe('the test assistant', () => {
  const ask = (words: string) => askAssistant(engine, ids.test, words)

  test('every documented tool is read whole', async () => {
    const { outputs, run } = await ask('all tools')
    expect(outputs.map(({ kind }) => kind)).toEqual(['browser', 'code', 'drawing', 'retrieval', 'function'])
    expect(run.parts.filter((part) => part.type === 'media')).toHaveLength(2)
  })

  test('fragments of an input are one input', async () => {
    const { events } = await ask('fragments')
    const input = events.flatMap((event) => (event.type === 'tool-end' ? (event.input ?? []) : []))
    expect(JSON.stringify(input)).toContain('print(math.sqrt(1764))')
  })

  test.each([
    ['sensitive', 'answer-retracted'],
    ['metadata', 'metadata'],
    ['unknown tool', 'tool-end'],
  ])('“%s” is told as %s', async (words, type) => {
    const { events } = await ask(words)
    expect(events.map((event) => event.type)).toContain(type)
  })

  test.each(['failed', 'error in stream', 'error json', 'flat error', 'error 1301', 'cut'])(
    '“%s” does not end well',
    async (words) => expect((await ask(words)).end.outcome).not.toBe('done'),
  )

  test('any assistant can be asked to fail', async () => {
    expect((await askAssistant(engine, ids.data, 'test assistant: failed')).end.outcome).toBe('failed')
  })
})
