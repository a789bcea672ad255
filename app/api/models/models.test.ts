import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as stopRoute from '@/app/api/runs/[runId]/stop/route'
import * as runsRoute from '@/app/api/runs/route'
import { connectAssistants, listedAssistants } from '@/lib/assistants/upstream'
import { compatibleModels, connectCompatible } from '@/lib/compatible/upstream'
import { db } from '@/lib/db/client'
import { describeOnEveryDatabase } from '@/lib/db/testing'
import { env } from '@/lib/env'
import { loadMath } from '@/lib/functions/math'
import { createMcpServer } from '@/lib/mcp/actions'
import { newPerson } from '@/lib/media/testing'
import { maxHistoryBytes } from '@/lib/models/history'
import { maxInlineBytes } from '@/lib/models/messages'
import { plainModel } from '@/lib/models/offered-models'
import { connectModels, hintedModels } from '@/lib/models/upstream'
import { connectOnPremises, onPremisesModels } from '@/lib/open-platform/upstream'
import type { Target } from '@/lib/targets/schema'
import { chatSettingsSchema } from '@/lib/targets/settings'
import type { GivenSettings } from '@/lib/targets/settings'
import {
  ask,
  call,
  origin,
  read,
  refusalOf,
  say,
  sayCalls,
  sayText,
  startFakeUpstream,
} from '@/lib/targets/testing'
import type { FakeUpstream, Json } from '@/lib/targets/testing'
import { pngHead } from '@/lib/uploads/testing'
import * as fileRoute from '../files/[token]/[name]/route'
import * as uploadRoute from '../uploads/[uploadId]/route'
import * as modelsRoute from './route'

const model: Target = { family: 'model', id: 'glm-4.6' }
const reader: Target = { family: 'assistant', id: '65940acff94777010aa6b796' }
const seeing: Target = { family: 'model', id: 'glm-4.6v' }
const send = (question: string, attachments: string[] = []) => ({
  kind: 'send' as const,
  question,
  attachments,
})
const given = (settings: GivenSettings) => chatSettingsSchema.parse(settings)

describeOnEveryDatabase('models', () => {
  let upstream: FakeUpstream
  let person: { id: string; cookie: string }

  beforeAll(async () => {
    Object.assign(env(), { MAX_CONCURRENT_RUNS: 10, RATE_LIMIT_RUNS_PER_MINUTE: 10_000, APP_URL: undefined })
    upstream = await startFakeUpstream()
    const listed = { assistant_id: reader.id, name: 'Reader', starter_prompts: ['Hi?'] }
    upstream.answers = [
      (response, body) => response.end(JSON.stringify({ data: body.assistant_id_list ? [listed] : [] })),
    ]
    const options = { baseUrl: `${upstream.url}/api`, apiKey: 'id.secret', headers: {} }
    connectModels({ ...options, auth: 'key' }, [plainModel('glm-4.6', 'Our model'), plainModel('glm-4.6v')])
    connectAssistants({ ...options, auth: 'key' }, [])
    connectOnPremises({ ...options, baseUrl: upstream.url, apiKey: 'sk_1', auth: 'bearer' })
    connectCompatible({ ...options, baseUrl: `${upstream.url}/v1`, apiKey: '', auth: 'none' })
    person = await newPerson()
    const lists = [hintedModels, listedAssistants, onPremisesModels, compatibleModels]
    await Promise.all(lists.map((list) => list.get()))
    // Reading mathjs from a slow disk takes longer than a connection lives.
    await loadMath()
  })
  afterAll(() => upstream.close())
  beforeEach(() => {
    upstream.asked.length = 0
    upstream.answers = [sayText('Yes.')]
  })

  test('the list has what is offered, and a model that nobody offers can be asked', async () => {
    const { models, isComplete } = await read(call(modelsRoute.GET, 'GET', person))
    expect(isComplete).toBe(true)
    expect(models[0]).toMatchObject({ target: model, name: { en: 'Our model' } })
    const { frames } = await ask(person.cookie, {
      target: { family: 'model', id: 'org/any:1' },
      action: send('hi'),
    })
    expect(frames.at(-1)).toMatchObject({ type: 'run-end', outcome: 'done' })
    expect(asked()).toMatchObject({ model: 'org/any:1' })
  })

  test('exactly the visible path goes along, whatever else was said', async () => {
    upstream.answers = [sayText('First.')]
    const first = await ask(person.cookie, {
      target: model,
      action: send('One?'),
      settings: given({ systemPrompt: 'Be brief.' }),
    })
    const { conversationId } = first
    upstream.answers = [sayText('First again.')]
    await ask(person.cookie, {
      target: model,
      conversationId,
      action: { kind: 'regenerate', userMessageId: first.userMessageId },
    })
    upstream.answers = [sayText('Second.')]
    const second = await ask(person.cookie, { target: model, conversationId, action: send('Two?') })
    upstream.answers = [sayText('Other.')]
    await ask(person.cookie, {
      target: model,
      conversationId,
      action: { kind: 'edit', userMessageId: second.userMessageId, question: 'Two, really?' },
    })
    await ask(person.cookie, {
      target: model,
      conversationId,
      action: send('Three?'),
      settings: given({ systemPrompt: 'Be long.' }),
    })
    expect(said()).toEqual([
      ['system', 'Be long.'],
      ['user', 'One?'],
      ['assistant', 'First again.'],
      ['user', 'Two, really?'],
      ['assistant', 'Other.'],
      ['user', 'Three?'],
    ])
    expect(upstream.asked[0]?.authorization).toBe('Bearer id.secret')
  })

  test('what failed without a word leaves its question, what was withdrawn leaves nothing', async () => {
    upstream.answers = [(response) => response.writeHead(500).end('{"error":{"code":"500","message":"no"}}')]
    const { conversationId } = await ask(person.cookie, { target: model, action: send('Lost?') })
    upstream.answers = [
      say(
        { choices: [{ index: 0, delta: { content: 'secret' } }] },
        { choices: [{ index: 0, delta: { content: '' }, finish_reason: 'sensitive' }] },
      ),
    ]
    await ask(person.cookie, { target: model, conversationId, action: send('Again?') })
    upstream.answers = [sayText('Fine.')]
    await ask(person.cookie, { target: model, conversationId, action: send('Something else?') })
    expect(said()).toEqual([['user', 'Something else?']])

    upstream.answers = [(response) => response.writeHead(500).end('{"error":{"code":"500","message":"no"}}')]
    const other = await ask(person.cookie, { target: model, action: send('Lost?') })
    upstream.answers = [sayText('Fine.')]
    await ask(person.cookie, { target: model, conversationId: other.conversationId, action: send('Please?') })
    expect(said()).toEqual([['user', 'Lost?\n\nPlease?']])
  })

  test('of a long conversation the oldest turns are left out, the question never', async () => {
    const long = (number: number) => `${number} ${'x'.repeat(31 * 1024)}`
    let conversationId: string | null = null
    for (let number = 0; number < maxHistoryBytes / 31 / 1024 + 2; number++) {
      const target = model
      ;({ conversationId } = await ask(person.cookie, { target, conversationId, action: send(long(number)) }))
    }
    const turns = said()
    expect(turns.at(-1)).toEqual(['user', expect.stringMatching(/^14 /)])
    expect(turns[0]).toEqual(['user', expect.stringMatching(/^[2-4] /)])
    const before = turns.slice(0, -1).map(([, text]) => text)
    expect(Buffer.byteLength(before.join(''))).toBeLessThanOrEqual(maxHistoryBytes)
  })

  test('functions run here, their results go back, and the answer follows', async () => {
    upstream.answers = [
      sayCalls(
        { name: 'calculate', arguments: '{"expression":"6*7"}' },
        { name: 'open_door', arguments: '{}' },
      ),
      sayText('It is 42.'),
    ]
    const { frames, runId } = await ask(person.cookie, {
      target: model,
      action: send('6*7?'),
      settings: given({ functions: ['calculate'] }),
    })
    expect(upstream.asked).toHaveLength(2)
    const [first, second] = upstream.asked.map(({ body }) => body)
    expect(first.tools.map((tool: Json) => tool.function.name)).toEqual(['calculate'])
    expect([first.request_id, second.request_id]).toEqual([`${runId}-1`, `${runId}-2`])
    expect(second.messages.slice(-3)).toMatchObject([
      { role: 'assistant', tool_calls: [{ id: 'call-0' }, { id: 'call-1' }] },
      { role: 'tool', tool_call_id: 'call-0', content: '{"expression":"6*7","result":"42"}' },
      { role: 'tool', tool_call_id: 'call-1', content: expect.stringContaining('no function') },
    ])
    expect(frames.filter(({ type }) => type === 'node-start').map(({ name }) => name)).toEqual([
      'Our model',
      'Our model',
    ])
    expect(frames.filter(({ type }) => type === 'tool-end')).toMatchObject([
      { name: 'calculate', output: { output: expect.stringContaining('42') } },
      { name: 'open_door', output: { output: expect.stringContaining('error') } },
    ])
    expect(frames.at(-1)).toMatchObject({ outcome: 'done' })
  })

  test('a model that never stops calling is ended with a notice', async () => {
    upstream.answers = [sayCalls({ name: 'current_time', arguments: '' })]
    const { frames } = await ask(person.cookie, {
      target: model,
      action: send('What time is it?'),
      settings: given({ functions: ['current_time'] }),
    })
    expect(upstream.asked).toHaveLength(8)
    expect(frames).toContainEqual({ type: 'notice', code: 'tool_rounds', count: 8 })
    expect(frames.at(-1)).toMatchObject({ outcome: 'done' })
  })

  test('stopping closes upstream’s socket, also in a later round', async () => {
    upstream.answers = [
      sayCalls({ name: 'current_time', arguments: '{}' }),
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        response.write('data: {"choices":[{"index":0,"delta":{"content":"slow"}}]}\n\n')
      },
    ]
    const body = {
      sendKey: crypto.randomUUID(),
      target: model,
      conversationId: null,
      action: send('time?'),
      settings: given({ functions: ['current_time'] }),
    }
    const response = await call(runsRoute.POST, 'POST', { ...person, body })
    let text = ''
    const reader = response.body?.getReader()
    while (!text.includes('text-delta')) text += Buffer.from((await reader?.read())?.value ?? []).toString()
    expect(upstream.openAnswers()).toBe(1)
    const [, runId = ''] = /"runId":"([^"]+)"/.exec(text) ?? []
    expect(await read(call(stopRoute.POST, 'POST', { ...person, params: { runId } }))).toEqual({
      status: 'stopped',
    })
    await expect.poll(() => upstream.openAnswers()).toBe(0)
  })

  test('MCP servers go along with the values of their headers; those of others do not', async () => {
    const server = await createMcpServer(person.id, {
      label: 'shop',
      url: 'https://mcp.example.org/sse',
      transport: 'sse',
      allowedTools: ['find'],
      headers: [{ name: 'X-Token', value: 'very-secret' }],
    })
    const stranger = await newPerson()
    const foreign = await createMcpServer(stranger.id, {
      label: 'theirs',
      url: 'https://theirs.example.org',
      transport: 'streamable-http',
      allowedTools: [],
      headers: [],
    })
    const { frames } = await ask(person.cookie, {
      target: model,
      action: send('find'),
      settings: given({ mcpServers: [server.id, foreign.id] }),
    })
    expect(asked().tools).toEqual([
      {
        type: 'mcp',
        mcp: {
          server_label: 'shop',
          server_url: 'https://mcp.example.org/sse',
          transport_type: 'sse',
          allowed_tools: ['find'],
          headers: { 'X-Token': 'very-secret' },
        },
      },
    ])
    expect(JSON.stringify(frames)).not.toContain('very-secret')
  })

  test('pictures go inside the question, documents by an address that upstream can fetch', async () => {
    const png = pngHead(3, 4)
    const picture = await upload(seeing, 'moon.png', 'image', png)
    const paper = await upload(seeing, '笔记 1.md', 'document', Buffer.from('# Notes'))
    expect([picture, paper]).toMatchObject([{ status: 'ready' }, { status: 'ready' }])
    const first = await ask(person.cookie, { target: seeing, action: send('What is it?', [picture.id]) })
    expect(asked().messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: png.toString('base64') } },
          { type: 'text', text: 'What is it?' },
        ],
      },
    ])
    await ask(person.cookie, {
      target: seeing,
      conversationId: first.conversationId,
      action: send('And this?', [paper.id]),
    })
    // Upstream takes no pictures beside documents.
    expect(asked().messages[0]).toMatchObject({ content: expect.not.stringContaining('base64') })
    const part = asked().messages.at(-1).content[0]
    expect(part).toMatchObject({
      type: 'file_url',
      file_url: { url: expect.stringMatching(/^http:\/\/127/) },
    })
    const [token, name] = part.file_url.url.split('/').slice(-2)
    expect(decodeURIComponent(name)).toBe('笔记 1.md')
    const fetched = await fileRoute.GET(new Request(part.file_url.url), {
      params: Promise.resolve({ token, name: decodeURIComponent(name) }),
    })
    expect(await fetched.text()).toBe('# Notes')
  })

  test('what cannot be sent together, or to this model, is refused before upstream is asked', async () => {
    const picture = await upload(seeing, 'moon.png', 'image', pngHead(3, 4))
    const paper = await upload(seeing, 'notes.md', 'document', Buffer.from('# Notes'))
    upstream.asked.length = 0
    const refused = (target: Target, attachments: string[]) =>
      refusalOf(
        call(runsRoute.POST, 'POST', {
          ...person,
          body: {
            sendKey: crypto.randomUUID(),
            target,
            conversationId: null,
            action: send('x', attachments),
          },
        }),
      )
    expect(await refused(seeing, [picture.id, paper.id])).toEqual([400, 'files_mixed'])
    expect(await refused(model, [picture.id])).toEqual([400, 'file_not_taken'])
    expect(await refused({ family: 'compatible', id: 'x' }, [picture.id])).toEqual([409, 'file_gone'])
    await db()
      .updateTable('uploads')
      .set({ size: maxInlineBytes + 1 })
      .where('id', '=', picture.id)
      .execute()
    expect(await refused(seeing, [picture.id])).toEqual([400, 'files_too_large'])
    const stranger = await newPerson()
    const own = person
    person = stranger
    expect(await refused(seeing, [picture.id])).toEqual([409, 'file_gone'])
    person = own
    expect(upstream.asked).toEqual([])
  })

  test('without an address of ours, a far upstream is not asked about documents', async () => {
    const paper = await upload(seeing, 'notes.md', 'document', Buffer.from('# Notes'))
    const body = (key: string) => ({
      sendKey: key,
      target: seeing,
      conversationId: null,
      action: send('x', [paper.id]),
    })
    const offered = [plainModel('glm-4.6', 'Our model'), plainModel('glm-4.6v')]
    const far = {
      baseUrl: 'http://upstream.invalid/api',
      apiKey: 'id.secret',
      auth: 'key' as const,
      headers: {},
    }
    connectModels(far, offered)
    const refused = refusalOf(call(runsRoute.POST, 'POST', { ...person, body: body(crypto.randomUUID()) }))
    expect(await refused).toEqual([400, 'file_out_of_reach'])
    connectModels({ ...far, baseUrl: `${upstream.url}/api` }, offered)
  })

  test('a file is checked as its family wants it', async () => {
    const film = await upload(model, 'a.mp4', 'video', Buffer.from('x'))
    expect(film).toMatchObject({ status: 'failed', reason: { code: 'type_not_allowed' } })
    const lie = await upload(seeing, 'a.png', 'image', Buffer.from('no picture'))
    expect(lie).toMatchObject({ status: 'failed', reason: { code: 'type_mismatch' } })
  })

  test('the on-premises platform gets the question alone while it remembers, else the visible path', async () => {
    const target: Target = { family: 'on-premises', id: 'glm-4' }
    const settings = given({ containers: ['c1'], promptTemplate: 'T {{question}}', systemPrompt: 'S' })
    const { conversationId } = await ask(person.cookie, { target, action: send('One?'), settings })
    expect(upstream.asked[0]).toMatchObject({
      path: '/openapi/api/v1/chat/completions',
      authorization: 'Bearer sk_1',
      body: {
        prompt: 'One?',
        conversationId,
        userId: person.id,
        containerId: ['c1'],
        promptTemplate: 'T {{question}}',
        multipleDialog: true,
        messages: [{ role: 'system', content: 'S' }],
      },
    })
    await ask(person.cookie, {
      target,
      conversationId,
      action: send('Two?'),
      settings: given({ remembers: false }),
    })
    expect(said()).toEqual([
      ['user', 'One?'],
      ['assistant', 'Yes.'],
      ['user', 'Two?'],
    ])
    await ask(person.cookie, {
      target,
      conversationId,
      action: send('Three?'),
      settings: given({ api: 'v2' }),
    })
    expect(upstream.asked.at(-1)).toMatchObject({
      path: '/openapi/community/v1/chat/completions',
      body: { conversationId, user: person.id },
    })
    expect(said()).toHaveLength(5)
  })

  test('a picture for the on-premises platform goes along although a prompt is only text', async () => {
    const target: Target = { family: 'on-premises', id: 'glm-4v' }
    const picture = await upload(target, 'moon.png', 'image', pngHead(3, 4))
    await ask(person.cookie, { target, action: send('What?', [picture.id]) })
    expect(asked()).toMatchObject({
      prompt: 'What?',
      messages: [{ role: 'user', content: [{ type: 'image_url' }, { text: 'What?' }] }],
    })
  })

  test('a compatible server is asked without a key, and its calls are answered', async () => {
    upstream.answers = [sayCalls({ name: 'calculate', arguments: '{"expression":"2+2"}' }), sayText('4')]
    const { frames } = await ask(person.cookie, {
      target: { family: 'compatible', id: 'qwen2.5:7b' },
      action: send('2+2?'),
      settings: given({ functions: ['calculate'] }),
    })
    expect(upstream.asked).toMatchObject([
      { path: '/v1/chat/completions', authorization: undefined },
      { body: { messages: [{}, {}, { role: 'tool' }] } },
    ])
    expect(frames.at(-1)).toMatchObject({ outcome: 'done' })
  })

  test('an assistant keeps the dialogue under its own id and gets files by theirs', async () => {
    const target = reader
    const chunk = { conversation_id: 'up-9', assistant_id: target.id, status: 'completed' }
    const answer = say({ ...chunk, choices: [{ index: 0, delta: { role: 'assistant', content: 'Hello' } }] })
    upstream.answers = [(response) => response.end('{"id":"file-7","object":"file"}')]
    const paper = await upload(target, 'notes.txt', 'document', Buffer.from('Notes'))
    expect(paper.status).toBe('ready')
    upstream.answers = [answer]
    const { conversationId } = await ask(person.cookie, { target, action: send('Read', [paper.id]) })
    expect(asked()).toMatchObject({ assistant_id: target.id, attachments: [{ file_id: 'file-7' }] })
    expect(asked()).not.toHaveProperty('conversation_id')
    await ask(person.cookie, { target, conversationId, action: send('And?') })
    expect(asked()).toMatchObject({ conversation_id: 'up-9' })
  })

  function asked(): Json {
    return upstream.asked.at(-1)?.body
  }

  function said(): [string, string][] {
    return asked().messages.map(({ role, content }: Json) => [
      role,
      typeof content === 'string' ? content : content.map(({ text }: Json) => text).join(''),
    ])
  }

  async function upload(target: Target, name: string, kind: string, bytes: Buffer): Promise<Json> {
    const query = new URLSearchParams({
      family: target.family,
      appId: target.id,
      name,
      kind,
      size: String(bytes.byteLength),
    })
    const uploadId = crypto.randomUUID()
    const request = new Request(`${origin}/api/uploads/${uploadId}?${query.toString()}`, {
      method: 'PUT',
      headers: { host: 'moonlake.test', origin, cookie: person.cookie, 'x-moonlake-upload': '1' },
      body: new Uint8Array(bytes),
    })
    return read(uploadRoute.PUT(request, { params: Promise.resolve({ uploadId }) }))
  }
})
