import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEngine } from '../../server'
import type { RunningEngine } from '../../server'
import { askAssistant } from '../testing'
import { translator } from './translator'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

async function translate(text: string, from: string, to: string): Promise<string> {
  return (await askAssistant(engine, translator.card.id, text, { translate: { from, to } })).text
}

test.each([
  ['The moon rises over the lake.', 'zh', '月亮从湖上升起。'],
  ['The deepest lake of China is cold and clear.', 'zh', '中国的最深的湖很冷和清澈。'],
  ['The children sang quietly.', 'zh', '孩子们静静地唱歌。'],
  ['Lake Baikal is very deep.', 'zh', '贝加尔湖很深。'],
  [
    '海上生明月，天涯共此时。',
    'en',
    'A bright moon rises over the sea, from the ends of the earth we share this moment.',
  ],
  ['我在船上喝茶。', 'en', 'I drink the tea on the boat.'],
  ['贝加尔湖很深', 'en', 'Lake Baikal is very deep'],
])('“%s” becomes %s', async (text, to, expected) => {
  const answer = await translate(text, 'auto', to)
  expect(answer.split('\n\n')[0]).toBe(expected)
  expect(answer).toMatch(/every word was known|每个词都认识/)
})

test('words that the glossary does not have stay and are named', async () => {
  expect(await translate('The zebra sleeps beside the lake.', 'en', 'zh')).toMatch(
    /zebra[\s\S]*do not know.*“zebra”/,
  )
  expect(await translate('月亮和蒸汽机', 'zh', 'en')).toMatch(/^Moon|^The moon/)
  expect(await translate('月亮和蒸汽机', 'zh', 'en')).toContain('不认识的词原样保留：“蒸汽机”')
})

test('what is already in that language stays, and other languages are said to be unknown', async () => {
  expect(await translate('The moon', 'auto', 'en')).toContain('in English already')
  expect(await translate('The moon', 'auto', 'fr')).toContain('not “fr”')
})
