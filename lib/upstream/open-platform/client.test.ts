import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '@/lib/targets/settings'
import type { UpstreamOptions } from '../http'
import type { Completion } from '../models/completion'
import { openUpstream, readAll, startServer } from '../testing'
import type { Answer } from '../testing'
import { createCompatibleClient, createOpenPlatformClient } from './client'
import type { OpenPlatformClient } from './client'

async function connect(answer: Answer, options: Partial<UpstreamOptions> = {}) {
  const server = await startServer(answer)
  const address = server.baseUrl.replace(/\/api$/, '')
  return { server, ...openUpstream(address, { apiKey: 'sk_1234567890', auth: 'bearer', ...options }) }
}

const options = {
  model: 'glm-4',
  messages: [{ role: 'user' as const, parts: [{ type: 'text' as const, text: '你好' }] }],
  settings: defaultSettings,
  conversationId: 'conv_001',
  userId: 'user_001',
  node: { nodeId: 'model', nodeName: 'glm-4' },
}

const chats: [string, string, string, (client: OpenPlatformClient) => Completion][] = [
  [
    'V1',
    '/openapi/api/v1/chat/completions',
    'chat_v1 READ',
    (client) => client.chatV1({ ...options, prompt: '你好' }),
  ],
  ['V2', '/openapi/community/v1/chat/completions', 'chat_v2 READ', (client) => client.chatV2(options)],
]

const fixture = (name: string) => readFileSync(`${import.meta.dirname}/__fixtures__/${name}`, 'utf8')
const documented = fixture('answer.json')
const said = '你好!我是智能助手,很高兴为您服务。'
const stream = { 'content-type': 'text/event-stream' }
const json = { 'content-type': 'application/json' }
const say = (status: number, body: string, headers: Record<string, string> = json): Answer => {
  return (response) => response.writeHead(status, headers).end(body)
}
const data = (value: object) => `data: ${JSON.stringify(value)}\n\n`
const enveloped = (body: string) => `{"code":8200,"message":"操作成功","data":${body}}`

describe.each(chats)('chat %s', (_version, path, permission, chat) => {
  test.each<[string, string, Record<string, string>]>([
    ['the documents’ own answer', documented, json],
    ['the same, called a stream', documented, stream],
    ['the same in the envelope', enveloped(documented), json],
    [
      'the same as one message of a stream',
      `data:${JSON.stringify(JSON.parse(documented))}\n\ndata:[DONE]\n\n`,
      stream,
    ],
    [
      'deltas, called JSON',
      [
        data({ choices: [{ delta: { reasoningContent: '想' } }] }),
        ...[...said].map((content) => data({ choices: [{ delta: { content } }] })),
        data({ choices: [{ delta: {}, finish_reason: 'stop' }] }),
      ].join(''),
      json,
    ],
    [
      'messages in the place of deltas',
      [...said].map((content) => data({ choices: [{ message: { content } }] })).join('') + 'data: [DONE]\n\n',
      stream,
    ],
    [
      'every chunk in the envelope',
      [...said]
        .map((content) => `data: ${enveloped(JSON.stringify({ choices: [{ delta: { content } }] }))}\n\n`)
        .join('') + 'data: [DONE]\n\n',
      stream,
    ],
  ])('%s', async (_name, body, headers) => {
    const { server, upstream } = await connect(say(200, body, headers))
    const { end, text } = await readAll(chat(createOpenPlatformClient(upstream)))
    expect([text, end]).toEqual([said, { outcome: 'done', text: said, calls: [] }])
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      path,
      headers: { authorization: 'Bearer sk_1234567890' },
      body: { model: 'glm-4', stream: true },
    })
  })

  test('reasoning is shown apart', async () => {
    const body = { choices: [{ message: { content: '好', reasoningContent: '想' }, finish_reason: 'stop' }] }
    const { upstream } = await connect(say(200, JSON.stringify(body)))
    const { run, text } = await readAll(chat(createOpenPlatformClient(upstream)))
    expect([text, run.reasoning?.text]).toEqual(['好', '想'])
  })

  test.each<[string, number, string]>([
    ['an envelope that refuses', 200, '{"code":8403,"message":"无权限","data":null}'],
    ['an envelope with empty data', 200, '{"code":"8403","message":"无权限","data":{}}'],
    ['an envelope in a stream', 200, 'data: {"code":8403,"message":"无权限"}\n\n'],
    ['status 403', 403, '{"message":"无权限","code":403}'],
    ['status 401', 401, '{"code":8401,"message":"无权限"}'],
  ])('%s names the missing permission', async (_name, status, body) => {
    const { upstream } = await connect(say(status, body))
    const { end } = await readAll(chat(createOpenPlatformClient(upstream)))
    expect(end).toMatchObject({ outcome: 'failed', failure: { code: 'no_permission' } })
    expect(end.outcome === 'failed' && end.failure.detail).toMatch(new RegExp(`^${permission}`))
  })

  test('other failures keep their meaning', async () => {
    const { upstream } = await connect(say(503, ''))
    expect((await readAll(chat(createOpenPlatformClient(upstream)))).end).toMatchObject({
      failure: { code: 'overloaded' },
    })
  })
})

describe('models', () => {
  test.each<[string, string]>([
    ['the documents’ own list', fixture('models.json')],
    ['the same in the envelope', enveloped(fixture('models.json'))],
  ])('%s', async (_name, body) => {
    const { server, upstream } = await connect(say(200, body))
    expect(await createOpenPlatformClient(upstream).listModels()).toEqual(['glm-4', 'glm-3-turbo'])
    expect(server.received[0]).toMatchObject({ method: 'GET', path: '/openapi/community/v1/models' })
  })

  test('a key without the right for it', async () => {
    const { upstream } = await connect(say(403, ''))
    await expect(createOpenPlatformClient(upstream).listModels()).rejects.toMatchObject({
      failure: { code: 'no_permission', detail: 'chat_v2 READ' },
    })
  })
})

describe('any server of the dialect', () => {
  const chat = { ...options, groups: ['sampling' as const], functions: [] }

  test('is reached by its address, without a key when there is none', async () => {
    const { server, upstream } = await connect(
      say(
        200,
        [
          data({ id: 'x', choices: [{ delta: { role: 'assistant', content: '', reasoning: 'hm' } }] }),
          data({ id: 'x', choices: [{ delta: { content: 'Hi' } }] }),
          data({ id: 'x', choices: [{ delta: { content: '' }, finish_reason: 'stop' }] }),
          data({ id: 'x', choices: [], usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } }),
          'data: [DONE]\n\n',
        ].join(''),
        stream,
      ),
      { apiKey: '', auth: 'none' },
    )
    const { run, text, end } = await readAll(createCompatibleClient(upstream).chat(chat))
    expect([text, run.reasoning?.text, run.usage[0]?.totalTokens, end.outcome]).toEqual([
      'Hi',
      'hm',
      5,
      'done',
    ])
    expect(server.received[0]).toMatchObject({ path: '/chat/completions', body: { stream: true } })
    expect(server.received[0]?.headers).not.toHaveProperty('authorization')
  })

  test('names its models', async () => {
    const { server, upstream } = await connect(say(200, fixture('models.json')))
    expect(await createCompatibleClient(upstream).listModels()).toEqual(['glm-4', 'glm-3-turbo'])
    expect(server.received[0]).toMatchObject({ method: 'GET', path: '/models' })
  })

  test('functions can be called', async () => {
    const call = { id: 'call_1', index: 0, type: 'function', function: { name: 'add', arguments: '{"a":1}' } }
    const body = data({ choices: [{ delta: { tool_calls: [call] }, finish_reason: 'tool_calls' }] })
    const { server, upstream } = await connect(say(200, body, stream))
    const functions = [{ name: 'add', description: 'Adds', parameters: { type: 'object' } }]
    const { end } = await readAll(createCompatibleClient(upstream).chat({ ...chat, functions }))
    expect(end).toMatchObject({ calls: [{ id: 'call_1', name: 'add', arguments: '{"a":1}' }] })
    expect(server.received[0]?.body).toMatchObject({ tools: [{ type: 'function' }], tool_choice: 'auto' })
  })

  test.each<[number, object, string]>([
    [404, { error: { message: 'model "x" not found, try pulling it first', code: null } }, 'not_found'],
    [
      400,
      { object: 'error', message: "This model's maximum context length is 4096 tokens.", code: 400 },
      'prompt_too_long',
    ],
  ])('refuses with %i in its own words', async (status, body, code) => {
    const { upstream } = await connect(say(status, JSON.stringify(body)))
    const { end } = await readAll(createCompatibleClient(upstream).chat(chat))
    expect(end).toMatchObject({ outcome: 'failed', failure: { code, detail: expect.any(String) } })
  })
})
