import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEngine } from '../server'
import type { RunningEngine } from '../server'
import { get, readPath } from '../testing'
import { fillTemplate } from './prompt-template'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

function post(api: 'v1' | 'v2', body: Record<string, unknown>, key = engine.key): Promise<Response> {
  const path = api === 'v1' ? 'api/v1' : 'community/v1'
  return fetch(`${new URL(engine.baseUrl).origin}/openapi/${path}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

type Message = { content: string; reasoningContent?: string }

async function ask(api: 'v1' | 'v2', body: Record<string, unknown>): Promise<Message> {
  const response = await post(api, { model: 'onprem-glm-4', ...body })
  expect(response.status).toBe(200)
  return readPath(await response.json(), 'choices', 0, 'message') as Message // what is looked at next is text
}

async function readChunks(response: Response): Promise<unknown[]> {
  const events = (await response.text()).split('\n\n').filter((event) => event !== '')
  expect(events.at(-1)).toBe('data: [DONE]')
  return events.slice(0, -1).map((event): unknown => JSON.parse(event.replace(/^data: /, '')))
}

function ofUser(content: string) {
  return { messages: [{ role: 'user', content }] }
}

describe('the first chat', () => {
  test('knowledge is searched where it is asked for, and not elsewhere', async () => {
    const prompt = 'How deep is Loch Ness?'
    expect((await ask('v1', { prompt, containerId: ['container_lakes'] })).content).toContain('230 m')
    expect((await ask('v1', { prompt })).content).toContain('230 m')
    expect((await ask('v1', { prompt, containerId: ['container_moon'] })).content).toContain(
      'I found nothing',
    )
    expect((await ask('v1', { prompt, ragSearch: false })).content).toContain('without knowledge')
    expect((await ask('v1', { prompt, containerId: ['container_x'] })).content).toContain(
      'no container container_x',
    )
  })

  test('reasoning is told only when it is asked for', async () => {
    const prompt = '月晕是怎么形成的'
    const loud = await ask('v1', { prompt, reasonStatus: true, containerId: ['container_moon'] })
    expect(loud.reasoningContent).toContain('我在 container_moon 里查找')
    expect((await ask('v1', { prompt, containerId: ['container_moon'] })).reasoningContent).toBeUndefined()
  })

  test('the template is filled in and says how to answer', async () => {
    const promptTemplate = 'Answer in Chinese. {{knowledge}} Asked: {{question}}'
    const { content, reasoningContent } = await ask('v1', {
      prompt: 'What is a halo?',
      promptTemplate,
      reasonStatus: true,
    })
    expect(reasoningContent).toMatch(/Answer in Chinese\. [\s\S]*Asked: What is a halo\?/)
    expect(content).toMatch(/\p{Script=Han}{10}/u)
  })

  test.each([
    ['{{knowledge}} / {{question}}', 'K / Q'],
    ['${context} / {query}', 'K / Q'],
    ['Only {{ question }}', 'Only Q\n\nK'],
    ['Be brief.', 'Be brief.\n\nK\n\nQ'],
    ['', 'K\n\nQ'],
  ])('the template “%s” becomes “%s”', (template, expected) =>
    expect(fillTemplate(template, { knowledge: 'K', question: 'Q' })).toBe(expected),
  )

  test('a dialogue is remembered under its id, unless it shall not be', async () => {
    const conversationId = 'dialogue-1'
    await ask('v1', { prompt: 'Which lake is the deepest?', conversationId })
    expect((await ask('v1', { prompt: 'And the largest?', conversationId })).content).toContain('Caspian Sea')
    const asked = { prompt: 'What did I ask first?', conversationId }
    expect((await ask('v1', asked)).content).toContain('Which lake is the deepest?')
    expect((await ask('v1', { ...asked, multipleDialog: false })).content).toContain('the first message')
    const messages = [
      { role: 'user', content: 'What is earthshine?' },
      { role: 'assistant', content: 'Light of the Earth.' },
      { role: 'user', content: 'What did I ask first?' },
    ]
    expect((await ask('v1', { messages, multipleDialog: false })).content).toContain('What is earthshine?')
  })

  test('files by id are knowledge as well', async () => {
    const form = new FormData()
    form.set('purpose', 'agent')
    form.set('file', new Blob(['The key hangs behind the blue door.']), 'key.txt')
    const headers = { authorization: `Bearer ${engine.key}` }
    const sent = await fetch(`${engine.baseUrl}/paas/v4/files`, { method: 'POST', headers, body: form })
    const fileIds = [String(readPath(await sent.json(), 'id'))]
    expect((await ask('v1', { prompt: 'Where does the key hang?', fileIds })).content).toContain('blue door')
  })
})

describe('the second chat', () => {
  test('chunks have the form of OpenAI’s, usage stands on the last', async () => {
    const chunks = await readChunks(
      await post('v2', {
        model: 'onprem-glm-4',
        stream: true,
        containerId: ['container_moon'],
        ...ofUser('What is a corona?'),
      }),
    )
    const text = chunks.map((chunk) => readPath(chunk, 'choices', 0, 'delta', 'content') ?? '').join('')
    expect(text).toContain('A corona is small')
    expect(chunks.every((chunk) => readPath(chunk, 'object') === 'chat.completion.chunk')).toBe(true)
    expect(chunks.at(-1)).toMatchObject({
      choices: [{ finish_reason: 'stop' }],
      usage: { prompt_tokens: expect.any(Number) },
    })
  })

  test('the small model writes `message` where others write `delta`', async () => {
    const chunks = await readChunks(
      await post('v2', { model: 'onprem-mini', stream: true, ...ofUser('6 * 7?') }),
    )
    expect(
      chunks.map((chunk) => readPath(chunk, 'choices', 0, 'message', 'content') ?? '').join(''),
    ).toContain('42')
    expect(readPath(chunks[0], 'choices', 0, 'delta')).toBeUndefined()
  })

  test('without a container nothing is searched', async () => {
    expect((await ask('v2', ofUser('What is a corona?'))).content).toContain('without knowledge')
  })
})

describe('permissions', () => {
  test('the list is bare, and any prefix of the key will do', async () => {
    const address = `${new URL(engine.baseUrl).origin}/openapi/community/v1/models`
    const response = await fetch(address, { headers: { authorization: `Bearer ak_${engine.key}` } })
    const body: unknown = await response.json()
    expect(body).toMatchObject({ object: 'list', data: [{ id: 'onprem-glm-4', object: 'model' }, {}, {}] })
    expect((await fetch(address)).status).toBe(401)
  })

  test.each([
    ['another key', () => 'somebody.else', 'onprem-glm-4', 401],
    ['a key with no permission', () => `none_${engine.key}`, 'onprem-glm-4', 403],
    ['a key with only the other permission', () => `chat_v2_${engine.key}`, 'onprem-glm-4', 403],
    ['a model that refuses by status', () => engine.key, 'onprem-forbidden', 403],
    ['a model that refuses by code', () => engine.key, 'onprem-denied', 200],
    ['an unknown model', () => engine.key, 'onprem-nobody', 400],
    ['no question', () => engine.key, '', 400],
  ])('%s is refused with a code that is not 8200', async (_, key, model, status) => {
    const response = await post(
      'v1',
      model === '' ? { model: 'onprem-glm-4' } : { prompt: 'x', model },
      key(),
    )
    expect(response.status).toBe(status)
    const code = readPath(await response.json(), 'code')
    expect(code).toBeGreaterThan(8200)
  })

  test('a key for one chat opens it', async () => {
    expect(
      (await post('v2', { model: 'onprem-mini', ...ofUser('1+1') }, `chat_v2_${engine.key}`)).status,
    ).toBe(200)
  })
})

describe('the test model', () => {
  const bench = (question: string) => post('v1', { model: 'onprem-test', prompt: question, stream: true })

  test('a stream that was asked for may be one body, bare or in an envelope', async () => {
    const bare = await bench('as json')
    expect(bare.headers.get('content-type')).toContain('application/json')
    expect(await bare.json()).toMatchObject({ choices: [{ message: { content: 'One body.' } }] })
    expect(await (await bench('envelope')).json()).toMatchObject({
      code: 8200,
      data: { object: 'chat.completion' },
    })
  })

  test.each([
    ['denied', 200],
    ['forbidden', 403],
    ['busy', 429],
    ['broken', 500],
  ])('“%s” is refused', async (words, status) => {
    const response = await bench(words)
    expect(response.status).toBe(status)
    expect(readPath(await response.json(), 'code')).not.toBe(8200)
  })

  test('a cut leaves no end mark', async () => {
    await expect((await bench('cut')).text()).rejects.toThrow()
  })

  test('what arrived is told', async () => {
    const text = await (await bench('what did i send')).text()
    expect(text).toContain('remembersAs')
  })
})

test('its generations are counted', async () => {
  const started = async () =>
    Number(readPath(await (await get(engine, '/engine/stats')).json(), 'generationsStarted'))
  const before = await started()
  await ask('v1', { prompt: '1 + 1' })
  expect(await started()).toBe(before + 1)
})
