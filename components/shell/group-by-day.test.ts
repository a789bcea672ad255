import { expect, test } from 'vitest'
import { groupByDay } from './group-by-day'

const at = (text: string) => Date.parse(text)
const group = (moments: string[], now: string, timeZone: string) =>
  groupByDay(
    moments.map((moment) => ({ updatedAt: at(moment) })),
    at(now),
    timeZone,
  ).map(({ key, items }) => `${key}:${items.length}`)

test('conversations stand under the day on which they were last written to', () => {
  const moments = [
    '2026-03-31T08:00:00Z',
    '2026-03-31T00:00:00Z',
    '2026-03-30T23:59:00Z',
    '2026-03-29T12:00:00Z',
    '2026-03-24T00:00:00Z',
    '2026-03-23T23:59:00Z',
    '2026-03-01T00:00:00Z',
    '2026-02-28T23:59:00Z',
    '2026-02-02T10:00:00Z',
    '2025-02-02T10:00:00Z',
  ]
  expect(group(moments, '2026-03-31T09:00:00Z', 'UTC')).toEqual([
    'today:2',
    'yesterday:1',
    'previous7Days:2',
    'previous30Days:2',
    '2026-2:2',
    '2025-2:1',
  ])
})

test('a day begins at midnight where the person is', () => {
  const moments = ['2026-03-30T16:30:00Z', '2026-03-30T15:30:00Z']
  const now = '2026-03-30T17:00:00Z'
  expect(group(moments, now, 'Asia/Shanghai')).toEqual(['today:1', 'yesterday:1'])
  expect(group(moments, now, 'UTC')).toEqual(['today:2'])
})

test('an hour that summer time takes away does not move a day', () => {
  const moments = ['2026-03-28T23:30:00Z']
  expect(group(moments, '2026-03-29T21:30:00Z', 'Europe/Berlin')).toEqual(['today:1'])
  expect(group(moments, '2026-03-29T22:30:00Z', 'Europe/Berlin')).toEqual(['yesterday:1'])
})

test('a clock that runs ahead on the server still means today', () => {
  expect(group(['2026-04-01T00:30:00Z'], '2026-03-31T23:59:00Z', 'UTC')).toEqual(['today:1'])
})
