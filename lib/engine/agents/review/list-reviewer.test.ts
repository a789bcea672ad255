import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerText } from '@/lib/runs/run'
import { appIds } from '../../catalogue'
import { startEngine } from '../../server'
import type { RunningEngine } from '../../server'
import { askWith, untilParsed, uploadTo } from '../../testing'
import { checkLine } from './checks'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

const review = (value: string, more: { type: string; value: string }[] = []) =>
  askWith(engine, appIds.listReviewer, [{ type: 'input', value }, ...more])

test('every line has its round under one node id, one round fails and is tried again', async () => {
  const run = await review('Check:\n2026-02-30 meeting\n3 + 4 = 8\nBring the tent\n3 + 4 = 8')
  const rounds = run.steps.filter(({ name }) => name === '审阅一条')
  expect(new Set(rounds.map(({ nodeId }) => nodeId)).size).toBe(1)
  expect(rounds).toHaveLength(5)
  expect(rounds.map(({ output }) => output?.includes('"failed"'))).toEqual([false, true, false, false, false])
  expect(rounds.every(({ tools, endedAt }) => tools.length === 1 && endedAt !== null)).toBe(true)
  expect(JSON.stringify(rounds[1]?.tools[0]?.output)).toContain('timeout')
  const loop = run.steps.find(({ name }) => name === '循环')
  expect(loop?.loop).toMatchObject({
    currentRound: 4,
    totalRounds: 4,
    isFinished: true,
    finishReason: 'max_round',
  })
  const answer = answerText(run)
  expect(answer).toContain('| 1 | 2026-02-30 meeting | 2026-02-30 is no day |')
  expect(answer).toContain('| 3 | Bring the tent | ✓ |')
  expect(answer).toContain('| 4 | 3 + 4 = 8 | 3 + 4 = 8: it is 7; the same as no. 2 |')
})

test('a second branch runs while the loop does', async () => {
  const run = await review('Check: a b; c d; e f')
  const order = run.steps.map(({ name }) => name)
  expect(order.indexOf('统计')).toBeLessThan(order.indexOf('审阅一条'))
  const counting = run.steps.find(({ name }) => name === '统计')
  const first = run.steps.find(({ name }) => name === '审阅一条')
  expect(counting?.endedAt).toBeGreaterThanOrEqual(first?.endedAt ?? Infinity)
  expect(counting?.output).toContain('"sentences":')
})

test('words ask for more rounds, up to two hundred', async () => {
  const run = await review('Review the table of lakes in 999 rounds')
  expect(run.steps.filter(({ name }) => name === '审阅一条')).toHaveLength(201)
  expect(run.steps.find(({ name }) => name === '循环')?.loop?.totalRounds).toBe(200)
  expect(answerText(run)).toContain('in 200 rounds: 38 items')
  const few = await review('用 4 轮审阅湖泊表')
  expect(few.steps.filter(({ name }) => name === '审阅一条')).toHaveLength(5)
  expect(answerText(few)).toContain('38 条')
})

test('the rows of a file are reviewed', async () => {
  const csv = Buffer.from('name,mail\nAnna,anna@lake\nBo,bo@example.org\n')
  const fields = { app_id: appIds.listReviewer, conversation_id: '8001', file_type: '1' }
  const id = await uploadTo(engine, fields, 'people.csv', csv)
  await untilParsed(engine, appIds.listReviewer, [id])
  expect(answerText(await review('please', [{ type: 'upload_file', value: id }]))).toContain(
    'your files in 2 rounds: 2 items, 1 with findings',
  )
})

test.each([
  ['(a) b', []],
  ['（两顶', ['pairs']],
  ['a) b', ['pairs']],
  ['the the end', ['repeated']],
  ['我们的的船', ['repeated']],
  ['two  spaces', ['spaces']],
  ['好,不好', ['punctuation']],
  ['2024-02-29 leap', []],
  ['2025年2月29日', ['date']],
  ['6 × 7 = 42', []],
  ['0.1 + 0.2 = 0.3', []],
  ['10 / 4 = 3', ['sum']],
  ['write to a.b@example.org.', []],
  ['write to a@b', ['mail']],
  ['电话 13800138000', []],
  ['电话 1380013800', ['phone']],
  ['https://example.org/a', []],
  ['https:///nowhere', ['link']],
])('“%s” has %j', (line, kinds) => {
  expect(checkLine(line).map(({ kind }) => kind)).toEqual(kinds)
})
