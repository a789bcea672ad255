import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { brotliCompressSync, createGzip, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { maxQueuedBytes } from '../exchange'
import { systemClock } from '../clock'
import type { UpstreamOptions } from '../http'
import { maxMessageBytes } from '../sse'
import { openUpstream, readAll, startServer } from '../testing'
import type { Answer } from '../testing'
import { maxSuggestionLength, maxSuggestions } from '../suggested-questions'
import { createAgentClient } from './client'
import type { AgentClient, InvokeOptions } from './client'
import { invokeRequestSchema } from './wire'

async function connect(answer: Answer, options: Partial<UpstreamOptions> = {}) {
  const server = await startServer(answer)
  const { upstream, clock } = openUpstream(server.baseUrl, options)
  return { server, clock, client: createAgentClient(upstream) }
}

const question: InvokeOptions = {
  appId: '1848309397651148800',
  conversationId: null,
  question: '你好',
  thirdRequestId: 'run-1',
}

const run = (client: AgentClient, options: Partial<InvokeOptions> = {}) =>
  readAll(client.invoke({ ...question, ...options }))

const fixture = (name: string) => readFileSync(`${import.meta.dirname}/__fixtures__/${name}`)
const stream = { 'content-type': 'text/event-stream' }
const text = (msg: string) =>
  `data:${JSON.stringify({ request_id: 'r', choices: [{ delta: { content: { type: 'text', msg } } }] })}\n\n`
const stop = 'data:{"choices":[{"index":0,"finish_reason":"stop"}]}\n\n'
const done = 'data:[DONE]\n\n'
const whole = text('月湖') + text('在宁波 🏞️') + stop + done
const say = (body: string | Uint8Array, headers: Record<string, string> = stream): Answer => {
  return (response) => response.writeHead(200, headers).end(body)
}
const interrupted = (code: string) => ({
  outcome: 'interrupted',
  failure: { code, detail: null, upstreamCode: null },
})
const failed = (code: string) => ({ outcome: 'failed', failure: { code, detail: null, upstreamCode: null } })

describe('what is sent', () => {
  test('a question: streaming, with logs, our run id, and no conversation when there is none', async () => {
    const { client, server } = await connect(say(whole))
    await run(client)
    const [request] = server.received
    expect([request?.method, request?.path]).toEqual([
      'POST',
      '/api/llm-application/open/v3/application/invoke',
    ])
    expect(request?.body).toEqual({
      app_id: '1848309397651148800',
      third_request_id: 'run-1',
      stream: true,
      send_log_event: true,
      messages: [{ role: 'user', content: [{ type: 'input', value: '你好' }] }],
    })
    expect(invokeRequestSchema.safeParse(request?.body).success).toBe(true)
  })

  test('a conversation, the key of a variable, a synchronous call', async () => {
    const { client, server } = await connect(say(fixture('sync-plain.json')))
    await run(client, { conversationId: '1882000954497335296', key: '用户输入', stream: false })
    expect(server.received[0]?.body).toMatchObject({
      conversation_id: '1882000954497335296',
      stream: false,
      messages: [{ content: [{ type: 'input', key: '用户输入', value: '你好' }] }],
    })
  })

  test('several inputs', async () => {
    const { client, server } = await connect(say(whole))
    const content = [
      { type: 'input' as const, key: 'query', value: '文中讲了' },
      { type: 'upload_file' as const, key: '文件', value: '1877326548760145920' },
    ]
    await run(client, { content })
    expect(server.received[0]?.body).toMatchObject({ messages: [{ content }] })
  })

  test('the answer to a workflow’s question', async () => {
    const { client, server } = await connect(say(whole))
    await run(client, { callId: 'call-7', question: '选项一' })
    expect(server.received[0]?.body).toMatchObject({
      messages: [
        { role: 'user', type: 'qa', call_id: 'call-7', content: [{ type: 'input', value: '选项一' }] },
      ],
    })
    expect(invokeRequestSchema.safeParse(server.received[0]?.body).success).toBe(true)
  })
})

describe('the body decides what it is', () => {
  test.each<[string, string, Record<string, string>]>([
    ['an event stream', whole, stream],
    ['an event stream that says it is JSON', whole, { 'content-type': 'application/json' }],
    [
      'with CRLF, a byte order mark and comments',
      `\uFEFF: hi\r\n\r\n${whole.replaceAll('\n', '\r\n')}`,
      stream,
    ],
    ['with event names and ids', whole.replaceAll('data:', 'event: error\nid: 1\ndata: '), stream],
  ])('%s', async (_name, body, headers) => {
    const { client } = await connect(say(body, headers))
    const result = await run(client)
    expect([result.text, result.end]).toEqual(['月湖在宁波 🏞️', { outcome: 'done' }])
    expect(result.events[0]?.type).toBe('upstream-start')
  })

  test.each([true, false])('a JSON answer, asked for or not (stream: %s)', async (isStream) => {
    const { client } = await connect(say(fixture('sync-logs.json'), stream))
    const { text, run: folded, end } = await run(client, { stream: isStream })
    expect([text.slice(0, 4), folded.steps.length, end.outcome]).toEqual(['这是一张', 4, 'done'])
  })

  test.each<[string, string, object]>([
    ['a page', '\n <html>502</html>', failed('gateway')],
    ['nothing', '', failed('no_answer')],
    ['only comments', ': hb\n\n: hb\n\n', failed('no_answer')],
    ['plain words', 'it works\n', failed('garbage')],
    ['only garbage in frames', 'data: oops\n\ndata: {"x\n\n', failed('garbage')],
    ['half a JSON answer', '{"choices":[', failed('garbage')],
    [
      'an error',
      '{"error":{"code":"1305","message":"busy"}}',
      { outcome: 'failed', failure: { code: 'overloaded', detail: 'busy', upstreamCode: '1305' } },
    ],
    [
      'a flat error',
      ' {"code":1113,"message":"no money"}',
      { outcome: 'failed', failure: { code: 'no_balance', detail: 'no money', upstreamCode: '1113' } },
    ],
  ])('%s', async (_name, body, end) => {
    const { client, server } = await connect(say(body))
    expect((await run(client)).end).toEqual(end)
    expect(server.received).toHaveLength(1)
  })

  test.each<[string, Uint8Array]>([
    ['gzip', gzipSync(whole)],
    ['br', brotliCompressSync(whole)],
  ])('compressed with %s', async (encoding, body) => {
    const { client } = await connect(say(body, { ...stream, 'content-encoding': encoding }))
    expect(await run(client)).toMatchObject({ text: '月湖在宁波 🏞️', end: { outcome: 'done' } })
  })

  test('a compressed stream that is cut gives what arrived', async () => {
    const { client } = await connect(async (response) => {
      response.writeHead(200, { ...stream, 'content-encoding': 'gzip' })
      const gzip = createGzip()
      gzip.pipe(response, { end: false })
      gzip.write(text('half'))
      await new Promise<void>((resolve) => gzip.flush(resolve))
      response.end()
    })
    expect(await run(client)).toMatchObject({ text: 'half', end: interrupted('stream_cut') })
  })

  test('a message above its limit ends the run with a notice, the text kept', async () => {
    const { client } = await connect(async (response) => {
      response.writeHead(200, stream).write(text('kept'))
      const piece = 'x'.repeat(1024 * 1024)
      response.write('data: ')
      for (let sent = 0; sent <= maxMessageBytes && !response.destroyed; sent += piece.length) {
        if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')])
      }
    })
    const { end, text: kept, run: folded } = await run(client)
    expect([end, kept]).toEqual([interrupted('garbage'), 'kept'])
    expect(folded.notices).toEqual([{ code: 'event_limit', count: null }])
  })
})

test('a JSON answer above its limit fails', async () => {
  const body = fixture('sync-plain.json')
  const within = await connect(say(body), { limits: { jsonBytes: body.length } })
  const over = await connect(say(body), { limits: { jsonBytes: body.length - 1 } })
  expect((await run(within.client)).end).toEqual({ outcome: 'done' })
  expect((await run(over.client)).end).toEqual(failed('garbage'))
})

describe('how it ends', () => {
  test('cut in the middle: interrupted, every character kept', async () => {
    const { client } = await connect((response) => {
      response.writeHead(200, stream).write(text('half'))
      setImmediate(() => response.destroy())
    })
    expect(await run(client)).toMatchObject({ text: 'half', end: interrupted('stream_cut') })
  })

  test('cut inside a character: no replacement in the text', async () => {
    const bytes = Buffer.from(text('half') + text('月'))
    const { client } = await connect(say(bytes.subarray(0, bytes.lastIndexOf('月') + 1)))
    const result = await run(client)
    expect([result.text, result.end.outcome, result.run.notices]).toEqual(['half', 'interrupted', []])
  })

  test('closed without [DONE] and stop: interrupted', async () => {
    const { client } = await connect(say(text('half')))
    expect((await run(client)).end).toEqual(interrupted('stream_cut'))
  })

  test('the last message without its blank line counts', async () => {
    const { client } = await connect(say((text('a') + stop).trimEnd()))
    expect(await run(client)).toMatchObject({ text: 'a', end: { outcome: 'done' } })
  })

  test('cut after stop: done', async () => {
    const { client } = await connect((response) => {
      response.writeHead(200, stream).write(text('a') + stop)
      setImmediate(() => response.destroy())
    })
    expect(await run(client)).toMatchObject({ text: 'a', end: { outcome: 'done' } })
  })

  test.each<[string, string]>([
    ['[DONE]', whole],
    ['stop without [DONE]', text('月湖') + text('在宁波 🏞️') + stop],
    ['an error', text('月湖在宁波 🏞️') + 'data:{"error":{"code":"500","message":"x"}}\n\n'],
  ])('%s, and the socket left open: it ends and the socket is released', async (_name, body) => {
    const { client, server } = await connect((response) => void response.writeHead(200, stream).write(body))
    expect((await run(client)).text).toBe('月湖在宁波 🏞️')
    await server.received[0]?.closed
    expect(server.openSockets()).toBe(0)
  })

  test('a character that was cut between two messages is whole; halves that stay alone are U+FFFD', async () => {
    const node = (name: string) =>
      `data:${JSON.stringify({
        request_id: 'r',
        choices: [{ delta: { event: { node_id: 'n', node_name: name, type: 'node_start', time: 1 } } }],
      })}\n\n`
    const body = text('moon \ud83c') + node('cut \ud83d') + text('\udf19, \ude00 lake \ud83d')
    const { client } = await connect(say(body + stop + done))
    const { text: answer, run: folded } = await run(client)
    expect(answer).toBe('moon 🌙, \uFFFD lake \uFFFD')
    expect(folded.steps.map(({ name }) => name)).toEqual(['cut \uFFFD'])
    const failing = await connect(say('data:{"error":{"code":"500","message":"cut \\ud83d"}}\n\n'))
    expect((await run(failing.client)).end).toMatchObject({ failure: { detail: 'cut \uFFFD' } })
  })

  test('a good socket is used again', async () => {
    const { client, server } = await connect(say(whole))
    await run(client)
    // The socket is free once its answer has been read to the end, one turn of the loop later.
    await new Promise((resolve) => setImmediate(resolve))
    await run(client)
    expect([server.received.length, server.openSockets()]).toEqual([2, 1])
  })
})

describe('watchdogs', () => {
  const limits = { firstByteMs: 300, idleMs: 60 }

  test.each<[string, Answer]>([
    ['no head', () => undefined],
    ['a head and nothing else', (response) => response.writeHead(200, stream).flushHeaders()],
  ])('no first byte (%s): interrupted, the socket closed, nothing sent again', async (_name, answer) => {
    const { client, server } = await connect(answer, { limits })
    expect((await run(client)).end).toEqual(interrupted('no_answer'))
    await server.received[0]?.closed
    expect(server.received).toHaveLength(1)
  })

  test('silence in the middle: interrupted, the text kept, the socket closed', async () => {
    const { client, server } = await connect(
      (response) => void response.writeHead(200, stream).write(text('half')),
      { limits: { ...limits, firstByteMs: 10_000 } },
    )
    expect(await run(client)).toMatchObject({ text: 'half', end: interrupted('stalled') })
    await server.received[0]?.closed
  })

  test('comments are a sign of life', async () => {
    const beat = (response: ServerResponse, beats: number): void => {
      if (beats === 0) response.end(whole)
      else {
        response.write(': hb\n\n')
        setTimeout(() => beat(response, beats - 1), 200)
      }
    }
    const { client } = await connect((response) => beat(response.writeHead(200, stream), 8), {
      limits: { firstByteMs: 10_000, idleMs: 1_000 },
    })
    expect((await run(client)).end).toEqual({ outcome: 'done' })
  })

  test('an answer without end is ended', async () => {
    const { client } = await connect(
      (response) => {
        response.writeHead(200, stream)
        const timer = setInterval(() => response.write(text('x')), 10)
        response.once('close', () => clearInterval(timer))
      },
      { limits: { totalMs: 600 } },
    )
    const { end, text: kept } = await run(client)
    expect(end).toEqual(interrupted('too_long'))
    expect(kept).toMatch(/^x+$/)
  })
})

describe('stop', () => {
  test.each<[string, Answer]>([
    ['before the head', () => undefined],
    ['in the middle', (response) => void response.writeHead(200, stream).write(text('half'))],
  ])('%s closes upstream’s socket and throws the signal’s reason', async (_name, answer) => {
    const abort = new AbortController()
    const reason = new Error('stopped')
    const { client, server } = await connect((response, request, number) => {
      answer(response, request, number)
      setTimeout(() => abort.abort(reason), 30)
    })
    await expect(run(client, { signal: abort.signal })).rejects.toBe(reason)
    await server.received[0]?.closed
    expect(server.received).toHaveLength(1)
  })

  test('before it began sends nothing', async () => {
    const { client, server } = await connect(say(whole))
    await expect(run(client, { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped')
    expect(server.received).toEqual([])
  })

  test('a caller that loses interest closes the socket too', async () => {
    const { client, server } = await connect(
      (response) => void response.writeHead(200, stream).write(text('half')),
    )
    for await (const event of client.invoke(question)) if (event.type === 'text-delta') break
    await server.received[0]?.closed
  })
})

describe('a busy upstream', () => {
  const busy: Answer = (response, _request, number) =>
    number === 0
      ? response.writeHead(429, { 'retry-after': '2' }).end('{"error":{"code":"1302","message":"slow"}}')
      : response.writeHead(200, stream).end(whole)

  test('is waited for with a countdown, then the answer comes', async () => {
    const { client, clock } = await connect(busy)
    const { events, end, text: answer, run: folded } = await run(client)
    expect(events[0]).toEqual({ type: 'notice', code: 'waiting_to_retry', count: 2 })
    expect(events[1]?.type).toBe('upstream-start')
    expect(folded.notices).toEqual([])
    expect([clock.sleeps, answer, end.outcome]).toEqual([[2_000], '月湖在宁波 🏞️', 'done'])
  })

  test('can be stopped while it is waited for', async () => {
    const { client, server } = await connect(busy, { clock: systemClock })
    const abort = new AbortController()
    const generation = client.invoke({ ...question, signal: abort.signal })
    expect((await generation.next()).value).toMatchObject({ code: 'waiting_to_retry' })
    const next = generation.next()
    abort.abort(new Error('stopped'))
    await expect(next).rejects.toThrow('stopped')
    expect(server.received).toHaveLength(1)
  })
})

describe('volume', () => {
  test('texts of one packet are one event', async () => {
    const { client } = await connect(say(Array.from({ length: 50 }, () => text('x')).join('') + stop + done))
    const { events, text: answer } = await run(client)
    expect(answer).toBe('x'.repeat(50))
    expect(events.filter(({ type }) => type === 'text-delta').length).toBeLessThan(10)
  })

  test('a reader that is slow holds upstream back instead of filling the memory', async () => {
    let written = 0
    const piece = text('x'.repeat(1_000))
    const { client } = await connect(async (response) => {
      response.writeHead(200, stream)
      while (written < 60_000_000 && !response.destroyed) {
        written += piece.length
        if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(response, 'close')])
      }
    })
    const generation = client.invoke(question)
    await generation.next()
    await generation.next()
    let before = -1
    while (written !== before) {
      before = written
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    // What is above our own queue waits in the buffers of the system.
    expect(written).toBeLessThan(maxQueuedBytes + 20_000_000)
    await generation.return({ outcome: 'done' })
  })
})

describe('variables, conversations, recommended questions', () => {
  test('the documents’ own variables', async () => {
    const { client, server } = await connect(say(fixture('variables.json')))
    const variables = await client.getVariables('1798627097909080064')
    expect(server.received[0]).toMatchObject({
      method: 'GET',
      path: '/api/llm-application/open/v2/application/1798627097909080064/variables',
    })
    expect(variables.map(({ name, type }) => [name, type])).toEqual([
      ['用户输入', 'input'],
      ['音频', 'upload_audio'],
      ['文件', 'upload_file'],
      ['图片', 'upload_image'],
      ['视频', 'upload_video'],
      ['类型', 'selection_list'],
    ])
    expect(variables[5]?.options).toEqual(['类型1', '类型2'])
  })

  test.each<[string, unknown, object[]]>([
    ['none', null, []],
    ['an object for a list', {}, []],
    [
      'the other spelling',
      [{ name: 'a', type: 'selection_list', allow_values: ['x', 'x', 'y'] }],
      [{ options: ['x', 'y'] }],
    ],
    [
      'an empty list beside the other spelling',
      [{ name: 'a', allowed_values: [], allow_values: ['x'] }],
      [{ options: ['x'] }],
    ],
    [
      'capitals, missing and odd fields',
      [{ name: ' a ', type: 'Input', id: 1730000000000000001n }, { type: 'input' }, 3],
      [{ id: '1730000000000000001', name: 'a', type: 'input', tips: '', options: [] }],
    ],
  ])('variables: %s', async (_name, data, expected) => {
    const body = JSON.stringify({ code: 200, data }, (_key, value) =>
      typeof value === 'bigint' ? `#${value}#` : value,
    )
    const { client } = await connect(say(body.replace(/"#(\d+)#"/, '$1')))
    const variables = await client.getVariables('1')
    expect(variables).toMatchObject(expected)
    expect(variables).toHaveLength(expected.length)
  })

  test('ten thousand options are taken', async () => {
    const allowed_values = Array.from({ length: 10_000 }, (_, at) => `option ${at}`)
    const { client } = await connect(
      say(JSON.stringify({ code: 200, data: [{ name: 'a', allowed_values }] })),
    )
    expect((await client.getVariables('1'))[0]?.options).toHaveLength(10_000)
  })

  test('a conversation', async () => {
    const { client, server } = await connect(say(fixture('conversation.json')))
    expect(await client.createConversation('1791378613740900352')).toMatch(/^\d+$/)
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      path: '/api/llm-application/open/v2/application/1791378613740900352/conversation',
      body: {},
    })
  })

  test('a conversation without an id is none', async () => {
    const { client } = await connect(say('{"code":200,"data":{}}'))
    await expect(client.createConversation('1')).rejects.toMatchObject({ failure: { code: 'garbage' } })
  })

  test('the documents’ own questions', async () => {
    const { client, server } = await connect(say(fixture('suggestions.json')))
    const questions = await client.listSuggestedQuestions('1866015867339526144', '92452')
    expect(server.received[0]?.path).toBe(
      '/api/llm-application/open/history_session_record/1866015867339526144/92452',
    )
    expect(questions).toHaveLength(3)
    expect(questions[0]).toBe('这些教学方法在实际教学中如何具体应用？')
  })

  test.each<[string, unknown, string[]]>([
    ['an object of texts', { a: 'A?', b: 'B?' }, ['A?', 'B?']],
    ['an object with a list', { list: ['A?', 'B?'] }, ['A?', 'B?']],
    ['objects', [{ question: 'A?' }], ['A?']],
    ['lines with numbers', '1. A?\n2、B?\n\n', ['A?', 'B?']],
    ['JSON text', '["A?","B?"]', ['A?', 'B?']],
    ['doubled and empty ones', ['A?', ' A? ', '', null], ['A?']],
    ['nothing', null, []],
    [
      'too many and too long ones',
      ['x'.repeat(maxSuggestionLength + 1), '2', '3', '4', '5', '6', '7'],
      ['x'.repeat(maxSuggestionLength), '2', '3', '4', '5', '6'],
    ],
  ])('questions as %s', async (_name, problems, expected) => {
    const { client } = await connect(say(JSON.stringify({ code: 200, data: { problems } })))
    const questions = await client.listSuggestedQuestions('1', '2')
    expect(questions).toEqual(expected)
    expect(questions.length).toBeLessThanOrEqual(maxSuggestions)
  })
})
