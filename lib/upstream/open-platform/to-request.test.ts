import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '@/lib/targets/settings'
import type { ChatSettings } from '@/lib/targets/settings'
import type { ChatMessage } from '../models/completion'
import { toChatV1Request, toChatV2Request, toCompatibleRequest } from './to-request'
import { chatV1RequestSchema, chatV2RequestSchema } from './wire'

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(`${import.meta.dirname}/__fixtures__/${name}`, 'utf8'))

const messages: ChatMessage[] = [
  { role: 'system', text: 'Be brief.' },
  { role: 'user', parts: [{ type: 'text', text: '你好' }] },
  { role: 'assistant', text: '你好！', calls: [], audioId: null },
  { role: 'user', parts: [{ type: 'text', text: '月亮呢？' }] },
]
const common = { model: 'glm-4', conversationId: 'conv_001', userId: 'user_001' }
const sent = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: '你好' },
  { role: 'assistant', content: '你好！' },
  { role: 'user', content: '月亮呢？' },
]

test('the documents’ own requests are what the platform takes', () => {
  expect(chatV1RequestSchema.safeParse(fixture('request-v1.json')).error).toBeUndefined()
  expect(chatV2RequestSchema.safeParse(fixture('request-v2.json')).error).toBeUndefined()
})

describe('V1', () => {
  const request = (settings: Partial<ChatSettings> = {}, said: ChatMessage[] = []) => {
    const body = toChatV1Request({
      ...common,
      prompt: '月亮呢？',
      messages: said,
      settings: { ...defaultSettings, ...settings },
    })
    expect(chatV1RequestSchema.safeParse(body).error).toBeUndefined()
    return body
  }

  test('the platform remembers: the question and the documented defaults, said aloud', () => {
    expect(request()).toEqual({
      userId: 'user_001',
      conversationId: 'conv_001',
      prompt: '月亮呢？',
      model: 'glm-4',
      ragSearch: true,
      reasonStatus: false,
      multipleDialog: true,
      stream: true,
    })
  })

  test('everything that can be set', () => {
    const body = request(
      {
        promptTemplate: 'Answer {{question}}',
        containers: ['container_001'],
        fileIds: ['file_1'],
        remembers: false,
        showsReasoning: true,
        temperature: 0.95,
        topP: 0.7,
      },
      messages,
    )
    expect(body).toEqual({
      userId: 'user_001',
      conversationId: 'conv_001',
      prompt: '月亮呢？',
      promptTemplate: 'Answer {{question}}',
      model: 'glm-4',
      ragSearch: true,
      reasonStatus: true,
      messages: sent,
      containerId: ['container_001'],
      multipleDialog: false,
      temperature: 0.95,
      top_p: 0.7,
      fileIds: ['file_1'],
      stream: true,
    })
  })

  test('without knowledge no container is searched', () => {
    const body = request({ usesKnowledge: false, containers: ['container_001'] })
    expect(body.ragSearch).toBe(false)
    expect(body).not.toHaveProperty('containerId')
  })
})

test('V2 takes the visible path and the chosen knowledge', () => {
  const settings = { ...defaultSettings, containers: ['container_001'], temperature: 0.5 }
  const body = toChatV2Request({ ...common, messages, settings })
  expect(chatV2RequestSchema.safeParse(body).error).toBeUndefined()
  expect(body).toEqual({
    messages: sent,
    model: 'glm-4',
    temperature: 0.5,
    conversationId: 'conv_001',
    containerId: ['container_001'],
    user: 'user_001',
    stream: true,
  })
})

describe('any server of the dialect', () => {
  const request = (settings: Partial<ChatSettings> = {}, said = messages) =>
    toCompatibleRequest({
      model: 'qwen3:8b',
      messages: said,
      settings: { ...defaultSettings, ...settings },
      groups: ['system_prompt', 'sampling', 'output', 'functions'],
      functions: [],
    })

  test('is asked for its usage, and gets nothing that only BigModel knows', () => {
    expect(request({ temperature: 0, maxTokens: 100, stop: 'x', thinking: true })).toEqual({
      model: 'qwen3:8b',
      messages: sent,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_tokens: 100,
      stop: ['x'],
    })
  })

  test('without sampling: temperature 0', () => {
    const body = request({ doSample: false, temperature: 0.9, topP: 0.5 })
    expect(body).toMatchObject({ temperature: 0 })
    expect(body).not.toHaveProperty('top_p')
    expect(body).not.toHaveProperty('do_sample')
  })

  test('pictures keep their prefix', () => {
    const url = 'data:image/png;base64,AAAA'
    const body = request({}, [{ role: 'user', parts: [{ type: 'image', url }] }])
    expect(body).toMatchObject({ messages: [{ content: [{ type: 'image_url', image_url: { url } }] }] })
  })
})
