import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEngine } from '../../server'
import type { RunningEngine } from '../../server'
import { readPath } from '../../testing'
import { answerOf, complete, stream, streamedText } from '../testing'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

const spoken = [
  { role: 'user', content: 'My name is Ada. What is earthshine?' },
  { role: 'assistant', content: 'Light that the earth sends to the moon.' },
  { role: 'user', content: 'Which lake is the deepest?' },
  { role: 'assistant', content: 'Lake Baikal.' },
]
const after = (question: string) => answerOf(engine, [...spoken, { role: 'user', content: question }])

test.each([
  ['What did I ask first?', 'My name is Ada. What is earthshine?'],
  ['我第一个问题是什么？', 'My name is Ada. What is earthshine?'],
  ['What did I just ask?', 'Which lake is the deepest?'],
  ['我刚才问了什么？', 'Which lake is the deepest?'],
  ['What have I asked so far?', '2. “Which lake is the deepest?”'],
  ['How many questions did I ask?', '2 questions'],
  ['What did you answer first?', 'Light that the earth sends to the moon.'],
  ['Repeat your last answer', 'Lake Baikal.'],
  ['What is my name?', '“Ada”'],
])('“%s” is answered from the messages that came along', async (question, expected) => {
  expect(await after(question)).toContain(expected)
})

test('nothing is remembered beyond them', async () => {
  expect(await answerOf(engine, 'What did I ask first?')).toContain('nothing before')
  expect(await answerOf(engine, 'What is my name?')).not.toContain('Ada')
})

test.each([
  ['and in Chinese?', '贝加尔湖'],
  ['and the largest?', 'Caspian Sea'],
  ['And in China?', 'China'],
])('“%s” goes on from the question before', async (question, expected) => {
  expect(await after(question)).toContain(expected)
})

test.each([
  ['Answer in Chinese.', 'What is earthshine?', /地照/],
  ['Please always answer in English.', '什么是地照？', /earthshine/],
  ['You are a polite owl.', 'Hello', /I am a polite owl/],
  ['Always end your answers with “Hoo.”', 'What is earthshine?', /Hoo\.$/],
  ['Start every answer with “Well,”', 'What is earthshine?', /^Well, /],
])('the system prompt “%s” is heard', async (system, question, expected) => {
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: question },
  ]
  expect(await answerOf(engine, messages)).toMatch(expected)
})

test('a brief answer is much shorter', async () => {
  const long = await answerOf(engine, 'What is earthshine?')
  const short = await answerOf(engine, 'What is earthshine? Be brief.')
  expect(short.length).toBeLessThan(long.length / 3)
  expect(long).toContain(short)
})

test('it says so when it knows nothing', async () => {
  expect(await answerOf(engine, 'Who won the football match yesterday?')).toContain('nothing about')
})

test.each([
  ['calculate (12 + 30) * 2', '84'],
  ['What is 2 to the power of 10?', '1024'],
  ['12 乘以 7 等于多少？', '84'],
  ['sqrt(2)', '1.41421356237'],
  ['What is 1/0?', 'Infinity'],
])('“%s” is worked out', async (question, expected) => {
  expect(await answerOf(engine, question)).toContain(expected)
})

test('no marker is left of a figure that this interface cannot show', async () => {
  const text = await answerOf(engine, 'What causes a halo around the moon?')
  expect(text).toContain('halo')
  expect(text).not.toContain('【')
})

test('a date is no arithmetic', async () => {
  expect(await answerOf(engine, 'What is the phase of the moon on 2026-09-26?')).not.toContain('1991')
})

test('JSON holds the answer and its sources', async () => {
  const text = await answerOf(engine, 'Which lake is the deepest?', {
    response_format: { type: 'json_object' },
  })
  expect(JSON.parse(text)).toMatchObject({
    answer: expect.stringContaining('1,642 m'),
    sources: [expect.any(String)],
  })
})

test('the stop text and the limit end the answer', async () => {
  const quiet = { thinking: { type: 'disabled' } }
  const whole = await answerOf(engine, 'Which lake is the deepest?', quiet)
  const stopped = await complete(engine, 'moonlake-chat', 'Which lake is the deepest?', {
    ...quiet,
    stop: ['deepest'],
  })
  expect(stopped).toMatchObject({
    choices: [{ finish_reason: 'stop', message: { content: whole.split('deepest')[0] } }],
  })
  const chunks = await stream(engine, 'moonlake-chat', 'Which lake is the deepest?', {
    ...quiet,
    max_tokens: 20,
  })
  const last = chunks.at(-2)
  expect(last).toMatchObject({ choices: [{ finish_reason: 'length' }], usage: { completion_tokens: 20 } })
  expect(whole.startsWith(streamedText(chunks))).toBe(true)
})

test('its thoughts name what it looked at', async () => {
  const body = await complete(engine, 'moonlake-chat', 'What is earthshine?')
  expect(readPath(body, 'choices', 0, 'message', 'reasoning_content')).toContain(
    'A Field Guide to the Moon over Water',
  )
  const mini = await complete(engine, 'moonlake-chat-mini', 'What is earthshine?')
  expect(readPath(mini, 'choices', 0, 'message', 'reasoning_content')).toBeUndefined()
})

test('a pasted text is summarised in its own words', async () => {
  const text =
    'The moon makes tides. Tides are strong at full moon. Somebody had soup. The moon and the tides belong together.'
  const summary = await answerOf(engine, `Summarise: ${text}`)
  expect(summary).toContain('tides')
})
