import { describe, expect, test } from 'vitest'
import { defaultSettings } from '@/lib/targets/settings'
import type { ChatSettings } from '@/lib/targets/settings'
import { settingGroups } from '@/lib/targets/schema'
import type { ChatMessage } from './completion'
import { ownMediaId } from './media-ids'
import { toChatRequest } from './to-request'
import type { ChatRequestOptions } from './to-request'
import { chatRequestSchema } from './wire'

const question: ChatMessage = { role: 'user', parts: [{ type: 'text', text: '你好' }] }

/** Also checks that upstream would take it. */
function request(settings: Partial<ChatSettings> = {}, options: Partial<ChatRequestOptions> = {}) {
  const body = toChatRequest({
    model: 'glm-x',
    messages: [question],
    settings: { ...defaultSettings, ...settings },
    groups: [...settingGroups],
    functions: [],
    mcpServers: [],
    requestId: 'run-1234-0',
    ...options,
  })
  expect(chatRequestSchema.safeParse(body).error).toBeUndefined()
  return body
}

const messagesOf = (messages: ChatMessage[]) => request({}, { messages }).messages

describe('settings', () => {
  test('nothing but what is asked goes out by default', () => {
    expect(request({}, { groups: [] })).toEqual({
      model: 'glm-x',
      messages: [{ role: 'user', content: '你好' }],
      stream: true,
      request_id: 'run-1234-0',
    })
    expect(request({ allTools: [] })).toEqual({
      model: 'glm-x',
      messages: [{ role: 'user', content: '你好' }],
      stream: true,
      request_id: 'run-1234-0',
      thinking: { type: 'enabled' },
    })
  })

  test('what is set goes out', () => {
    const body = request({
      temperature: 0.333,
      topP: 0.7,
      maxTokens: 1024,
      stop: '。',
      responseFormat: 'json_object',
      thinking: false,
    })
    expect(body).toMatchObject({
      temperature: 0.33,
      top_p: 0.7,
      max_tokens: 1024,
      stop: ['。'],
      response_format: { type: 'json_object' },
      thinking: { type: 'disabled' },
    })
    expect(body).not.toHaveProperty('do_sample')
  })

  test('but only what the target takes', () => {
    const settings = {
      temperature: 0.5,
      topP: 0.5,
      maxTokens: 9,
      stop: 'x',
      thinking: false,
      doSample: false,
    }
    const body = request(settings, { groups: ['sampling'] })
    expect(Object.keys(body)).toEqual(['model', 'messages', 'stream', 'request_id', 'temperature', 'top_p'])
  })

  test.each([
    [0, 0.01],
    [0.004, 0.01],
    [0.999, 1],
    [1, 1],
  ])('temperature %d is sent as %d', (temperature, sent) => {
    expect(request({ temperature }).temperature).toBe(sent)
  })

  test('without sampling there is no temperature', () => {
    const body = request({ doSample: false, temperature: 0.5, topP: 0.5 })
    expect(body.do_sample).toBe(false)
    expect(body).not.toHaveProperty('temperature')
    expect(body).not.toHaveProperty('top_p')
  })

  test.each([
    ['7', '000007'],
    ['x'.repeat(80), 'x'.repeat(64)],
  ])('the request id %s keeps to its length', (requestId, sent) => {
    expect(request({}, { requestId }).request_id).toBe(sent)
  })

  test('one answer in one piece can be asked for', () => {
    expect(request({}, { stream: false }).stream).toBe(false)
  })
})

describe('tools', () => {
  test('a web search with its options, as real booleans', () => {
    const webSearch = { ...defaultSettings.webSearch, isOn: true, domain: 'moon.example', count: 5 }
    expect(request({ webSearch, allTools: [] }).tools).toEqual([
      {
        type: 'web_search',
        web_search: {
          enable: true,
          search_engine: 'search_std',
          count: 5,
          search_recency_filter: 'noLimit',
          content_size: 'medium',
          result_sequence: 'after',
          search_result: true,
          search_domain_filter: 'moon.example',
        },
      },
    ])
  })

  test('functions and MCP servers', () => {
    const body = request(
      { allTools: [] },
      {
        functions: [{ name: 'calculate', description: 'Counts', parameters: { type: 'object' } }],
        mcpServers: [
          {
            label: 'docs',
            url: 'https://mcp.example/sse',
            transport: 'sse',
            allowedTools: ['search'],
            headers: { authorization: 'x' },
          },
          {
            label: 'open',
            url: 'https://open.example',
            transport: 'streamable-http',
            allowedTools: [],
            headers: {},
          },
        ],
      },
    )
    expect(body.tool_choice).toBe('auto')
    expect(body.tools).toEqual([
      {
        type: 'function',
        function: { name: 'calculate', description: 'Counts', parameters: { type: 'object' } },
      },
      {
        type: 'mcp',
        mcp: {
          server_label: 'docs',
          server_url: 'https://mcp.example/sse',
          transport_type: 'sse',
          allowed_tools: ['search'],
          headers: { authorization: 'x' },
        },
      },
      {
        type: 'mcp',
        mcp: { server_label: 'open', server_url: 'https://open.example', transport_type: 'streamable-http' },
      },
    ])
  })

  test('AllTools', () => {
    expect(request({ allTools: ['code_interpreter', 'web_browser'] }).tools).toEqual([
      { type: 'code_interpreter', code_interpreter: { sandbox: 'auto' } },
      { type: 'web_browser', web_browser: { browser: 'auto' } },
    ])
    expect(request({}, { groups: ['sampling'] })).not.toHaveProperty('tools')
  })
})

describe('messages', () => {
  test('a system prompt, a round of functions, a follow-up', () => {
    expect(
      messagesOf([
        { role: 'system', text: 'Be brief.' },
        question,
        {
          role: 'assistant',
          text: '',
          calls: [{ id: 'call_a', name: 'calculate', arguments: '{"expression":"1+1"}' }],
          audioId: null,
        },
        { role: 'tool', callId: 'call_a', text: '2' },
        { role: 'assistant', text: 'Two.', calls: [], audioId: null },
        question,
      ]),
    ).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: '你好' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: 'call_a',
            type: 'function',
            function: { name: 'calculate', arguments: '{"expression":"1+1"}' },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'call_a', content: '2' },
      { role: 'assistant', content: 'Two.' },
      { role: 'user', content: '你好' },
    ])
  })

  test('pictures go bare, the rest by address or inside', () => {
    const parts = [
      { type: 'image', url: 'data:image/png;base64,AAAA' },
      { type: 'image', url: 'https://x/i.png' },
      { type: 'video', url: 'https://x/v.mp4' },
      { type: 'file', url: 'https://x/f.pdf' },
      { type: 'audio', base64: 'BBBB', format: 'wav' },
      { type: 'text', text: 'What is it?' },
    ] as const
    expect(messagesOf([{ role: 'user', parts: [...parts] }])).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: 'AAAA' } },
          { type: 'image_url', image_url: { url: 'https://x/i.png' } },
          { type: 'video_url', video_url: { url: 'https://x/v.mp4' } },
          { type: 'file_url', file_url: { url: 'https://x/f.pdf' } },
          { type: 'input_audio', input_audio: { data: 'BBBB', format: 'wav' } },
          { type: 'text', text: 'What is it?' },
        ],
      },
    ])
  })

  test('an answer that was a sound goes by upstream’s name of it, never by ours', () => {
    const answer = (audioId: string, text: string): ChatMessage => ({
      role: 'assistant',
      text,
      calls: [],
      audioId,
    })
    expect(messagesOf([question, answer('aud_1', ''), question])[1]).toEqual({
      role: 'assistant',
      content: null,
      audio: { id: 'aud_1' },
    })
    expect(messagesOf([question, answer(ownMediaId('g', 'sound'), 'Hi'), question])[1]).toEqual({
      role: 'assistant',
      content: 'Hi',
    })
  })

  test('an answer of which nothing came is left out', () => {
    const empty: ChatMessage = { role: 'assistant', text: '', calls: [], audioId: null }
    expect(messagesOf([question, empty, question])).toHaveLength(2)
  })
})
