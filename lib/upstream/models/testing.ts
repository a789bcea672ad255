/** For tests only: streams of chat completions in, what a person would see out; every event is checked. */
import { readFileSync } from 'node:fs'
import type { RunEvent } from '@/lib/runs/events'
import { answerText } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import { createSseReader } from '../sse'
import { endTranslation } from '../testing'
import { createCompletionTranslator } from './translate'
import type { CompletionTranslator } from './translate'

export const arrival = 1_767_225_600_000
export const node = { nodeId: 'model', nodeName: 'GLM' }

export function conclude(translator: CompletionTranslator, read: RunEvent[], isCut = false) {
  const ended = endTranslation(translator, read, isCut)
  const { run } = ended
  return {
    ...ended,
    text: translator.text(),
    calls: translator.calls(),
    shown: answerText(run),
    tools: run.steps.flatMap(({ tools }) => tools),
  }
}

/** Everything that one stream of message data becomes, checked against our own protocol. */
export function translate(messages: (string | object)[], isCut = false) {
  const translator = createCompletionTranslator(node, 'g1')
  const events = messages.flatMap((message) =>
    translator.readMessage(typeof message === 'string' ? message : JSON.stringify(message), arrival),
  )
  return conclude(translator, events, isCut)
}

export function translateAnswer(answer: unknown) {
  const translator = createCompletionTranslator(node, 'g1')
  return conclude(translator, translator.readAnswer(answer, arrival))
}

export function replay(bytes: Uint8Array, size: number) {
  const translator = createCompletionTranslator(node, 'g1')
  const events: RunEvent[] = []
  const reader = createSseReader((data) => events.push(...translator.readMessage(data, arrival)))
  for (let at = 0; at < bytes.length; at += size) reader.feed(bytes.subarray(at, at + size))
  reader.end()
  return conclude(translator, events)
}

export const fixture = (name: string) => readFileSync(`${import.meta.dirname}/__fixtures__/${name}`)

export const chunk = (choice: object, rest: object = {}) => ({
  id: 'c1',
  model: 'glm-x',
  choices: [{ index: 0, ...choice }],
  ...rest,
})
export const delta = (delta: object, rest: object = {}) =>
  chunk({ delta: { role: 'assistant', ...delta } }, rest)
export const text = (content: unknown) => delta({ content })
export const finish = (finish_reason: string, rest: object = {}) =>
  chunk({ finish_reason, delta: { role: 'assistant', content: '' } }, rest)
export const stop = finish('stop')
export const done = '[DONE]'
export const call = (index: unknown, more: object = {}, called: object = {}) => ({
  ...(index === undefined ? {} : { index }),
  ...more,
  function: called,
})
export const toolCalls = (...tool_calls: unknown[]) => delta({ tool_calls })
export const noticesOf = (result: { run: Run }) => result.run.notices.map(({ code }) => code)
export const finished = { outcome: 'done' }
