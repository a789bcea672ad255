import { expect, test } from 'vitest'
import { readDraft, toDraft } from './mcp-draft'

const kept = {
  id: 's1',
  label: 'weather',
  url: 'https://mcp.example.com/sse',
  transport: 'sse' as const,
  allowedTools: ['today', 'week'],
  headerNames: ['Authorization'],
  isOffered: false,
}

test('what is not touched is saved as it was, and kept values stay with the server', () =>
  expect(readDraft(toDraft(kept))).toEqual({
    server: {
      label: 'weather',
      url: 'https://mcp.example.com/sse',
      transport: 'sse',
      allowedTools: ['today', 'week'],
      headers: [{ name: 'Authorization', value: null }],
    },
  }))

test('a header that is written anew replaces the kept one; empty rows are left out', () => {
  const draft = toDraft(kept)
  const headers = [
    { key: 'a', name: 'Authorization', value: 'Bearer new', isKept: true },
    { key: 'b', name: 'X-Empty', value: '', isKept: false },
    { key: 'c', name: '', value: '', isKept: false },
  ]
  expect(readDraft({ ...draft, headers })).toMatchObject({
    server: {
      headers: [
        { name: 'Authorization', value: 'Bearer new' },
        { name: 'X-Empty', value: '' },
      ],
    },
  })
})

test('the fields that cannot be saved are named', () => {
  const draft = { ...toDraft(null), label: 'my server', url: 'ftp://x', allowedTools: 'a, b c' }
  const headers = [{ key: 'a', name: 'not a name', value: 'x', isKept: false }]
  expect(readDraft({ ...draft, headers })).toEqual({ problems: new Set(['label', 'url', 'headers']) })
})
