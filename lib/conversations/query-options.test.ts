import { expect, test } from 'vitest'
import { withEarlier } from './query-options'
import type { Transcript } from './schema'

const page = (ids: string[], earlierCursor: string | null): Transcript => ({
  conversation: {
    id: 'c',
    title: '',
    target: { family: 'agent', id: '7' },
    updatedAt: 0,
    activeRunId: null,
  },
  messages: ids.map((id) => ({
    id,
    role: 'person',
    inputs: [],
    attachments: [],
    text: id,
    createdAt: 0,
    versions: [id],
  })),
  earlierCursor,
})
const idsOf = ({ messages }: Transcript) => messages.map(({ id }) => id)

test('asking again keeps the earlier messages that a reader has loaded', () => {
  const merged = withEarlier(page(['1', '2', '3', '4'], null), page(['3', '4', '5'], 'before-3'))
  expect(idsOf(merged)).toEqual(['1', '2', '3', '4', '5'])
  expect(merged.earlierCursor).toBeNull()
})

test('another branch replaces what it does not continue', () => {
  const fresh = page(['7', '8'], 'before-7')
  expect(withEarlier(page(['1', '2'], null), fresh)).toBe(fresh)
  expect(withEarlier(undefined, fresh)).toBe(fresh)
})
