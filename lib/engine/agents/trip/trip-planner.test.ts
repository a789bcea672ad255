import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerText } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import type { RunQuestion } from '@/lib/runs/events'
import { appIds } from '../../catalogue'
import { phaseAt } from '../../moon-calendar'
import { startEngine } from '../../server'
import type { RunningEngine } from '../../server'
import { askWith, get, post, readPath } from '../../testing'
import { nextFullMoon, readStay } from './dates'

let engine: RunningEngine
let conversations = 7_000

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

function converse() {
  conversations += 1
  const conversation_id = String(conversations)
  const send = (value: string, message: Record<string, unknown> = {}) =>
    askWith(engine, appIds.tripPlanner, [{ type: 'input', value }], { conversation_id }, message)
  return {
    conversation_id,
    say: (text: string) => send(text),
    reply: (callId: string, text: string) => send(text, { type: 'qa', call_id: callId }),
  }
}

function questionOf(run: Run): RunQuestion {
  const [question] = run.parts.flatMap((part) => (part.type === 'question' ? [part.question] : []))
  if (!question) throw new Error(`no question in: ${answerText(run)}`)
  return question
}

const names = (run: Run) => run.steps.map(({ name }) => name)

test('it asks where, then when, and then plans', async () => {
  const { say, reply, conversation_id } = converse()
  const first = await say('Plan a trip to a deep lake')
  const where = questionOf(first)
  expect(where).toMatchObject({ answerType: 'option', text: 'Which lake shall it be?' })
  expect(where.options).toContain('Lake Baikal')
  expect(names(first)).toEqual(['理解行程', '湖泊检索', '问答节点'])
  expect(first.status).toBe('done')

  const second = await reply(where.callId, 'Lake Baikal')
  const when = questionOf(second)
  expect(when).toMatchObject({ answerType: 'input', options: [] })
  expect(when.callId).not.toBe(where.callId)
  expect(when.text).toContain('Lake Baikal')

  const third = await reply(when.callId, '2 October 2027, 3 days')
  const plan = answerText(third)
  expect(plan).toContain('## Lake Baikal: 3 days by moonlight')
  expect(plan).toContain('1,642 m deep')
  expect(plan.match(/^\| 2027-10-0[234] /gm)).toHaveLength(3)
  expect(names(third)).toEqual(['读取回答', '月相计算', 'LLM_601'])
  const retrieval = third.steps.find(({ name }) => name === 'LLM_601')?.nodeId
  const slices = await post(engine, '/v2/application/slice_info', {
    request_id: third.upstreamRequestId,
    node_id: retrieval,
  })
  expect(
    readPath(await slices.json(), 'data', 'document_slices', 0, 'slice_info', 0, 'line'),
  ).toBeGreaterThan(1)

  const moved = await say('and on 5 January 2028?')
  expect(answerText(moved)).toContain('| 2028-01-05 Wed |')
  const suggested = await get(
    engine,
    `/llm-application/open/history_session_record/${appIds.tripPlanner}/${conversation_id}`,
  )
  expect(readPath(await suggested.json(), 'data', 'problems', 'length')).toBe(3)
})

test('the language of the wish stays, whatever the answers are written in', async () => {
  const { say, reply } = converse()
  const where = questionOf(await say('规划一次高原湖的行程'))
  expect(where.options).toContain('纳木错')
  const when = questionOf(await reply(where.callId, 'Namtso'))
  expect(answerText(await reply(when.callId, '2027-08-13'))).toContain('## 纳木错：2 天看月行程')
})

test('an earlier question can be answered anew', async () => {
  const { say, reply } = converse()
  const where = questionOf(await say('Plan a trip to a deep lake'))
  await reply(where.callId, 'Lake Baikal')
  const again = await reply(where.callId, 'Lake Tanganyika')
  expect(answerText(again)).toContain('You changed this answer.')
  expect(questionOf(again).text).toContain('Lake Tanganyika')
})

test('a call id that nobody knows does not lose the open question', async () => {
  const { say, reply } = converse()
  const where = questionOf(await say('Plan a trip to a deep lake'))
  const lost = await reply('call_unknown', 'Lake Baikal')
  expect(answerText(lost)).toContain('I asked nothing under that call id')
  expect(questionOf(lost)).toEqual(where)
  const fresh = await converse().reply('call_unknown', 'a deep lake')
  expect(answerText(fresh)).toContain('Let us begin anew.')
  expect(questionOf(fresh).answerType).toBe('option')
})

test('an ordinary message may answer, wait or begin anew', async () => {
  const { say } = converse()
  const where = questionOf(await say('Plan a trip to a deep lake'))
  expect(questionOf(await say('What is your name?'))).toEqual(where)
  expect(questionOf(await say('Lake Baikal, please')).answerType).toBe('input')
  expect(questionOf(await say('start over')).answerType).toBe('option')
})

test('what is no lake or no date is asked for again under a new call id', async () => {
  const { say, reply } = converse()
  const where = questionOf(await say('Plan a trip to a deep lake'))
  const elsewhere = await reply(where.callId, 'Atlantis')
  expect(answerText(elsewhere)).toContain('“Atlantis” is not in my table')
  expect(questionOf(elsewhere).options).toEqual(where.options)
  const when = questionOf(await reply(questionOf(elsewhere).callId, 'Lake Baikal'))
  expect(answerText(await reply(when.callId, 'some day'))).toContain('I found no date in “some day”')
})

const saturday = Date.UTC(2026, 10, 28)
test.each([
  ['2027-02-03', Date.UTC(2027, 1, 3), 2],
  ['10月2日起三天', Date.UTC(2027, 9, 2), 3],
  ['from 2 Oct to 5 Oct', Date.UTC(2027, 9, 2), 4],
  ['December 24th, two weeks', Date.UTC(2026, 11, 24), 2],
  ['next weekend', saturday, 2],
  ['下次满月，两晚', Date.UTC(2026, 10, 24), 3],
  ['tomorrow for a week', Date.UTC(2026, 10, 22), 7],
  ['1 Jan 2027, 99 days', Date.UTC(2027, 0, 1), 14],
])('“%s” is a stay', (words, start, days) => {
  expect(readStay(words, Date.UTC(2026, 10, 21, 8))).toEqual({ start, days })
})

test.each(['whenever', '2027-02-30', ''])('“%s” is no stay', (words) => {
  expect(readStay(words, Date.UTC(2026, 10, 21))).toBeNull()
})

test('the moon is where the almanac has it', () => {
  // New moon 2024-01-11 11:57 UT, full moon 2024-01-25 17:54 UT, first quarter 2026-11-17 11:48 UT.
  const away = (at: number, phase: number) => Math.abs(((phaseAt(at) - phase + 1.5) % 1) - 0.5)
  expect(away(Date.UTC(2024, 0, 11, 11, 57), 0)).toBeLessThan(0.004)
  expect(away(Date.UTC(2024, 0, 25, 17, 54), 0.5)).toBeLessThan(0.004)
  expect(away(Date.UTC(2026, 10, 17, 11, 48), 0.25)).toBeLessThan(0.004)
  expect(nextFullMoon(Date.UTC(2024, 0, 20))).toBe(Date.UTC(2024, 0, 25))
})
