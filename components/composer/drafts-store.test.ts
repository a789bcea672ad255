import { describe, expect, test } from 'vitest'
import { createDrafts } from './drafts-store'
import type { DraftStorage } from './drafts-store'

const target = { family: 'agent', id: '7' } as const

describe('a draft', () => {
  test('is there again after a reload, each conversation its own', () => {
    const storage = memory()
    const before = createDrafts(storage)
    before.load()
    before.setDraft('c-1', 'half a question')
    before.setDraft('agent:7', '另一个问题')
    before.save()
    const after = createDrafts(storage)
    after.load()
    expect(after.store.getState().drafts).toEqual({ 'c-1': 'half a question', 'agent:7': '另一个问题' })
  })

  test('is gone when it is emptied', () => {
    const storage = memory()
    const drafts = createDrafts(storage)
    drafts.load()
    drafts.setDraft('c-1', 'x')
    drafts.setDraft('c-1', '')
    drafts.save()
    expect(JSON.parse(storage.read() ?? '')).toMatchObject({ drafts: {} })
  })

  test('typed before the saved ones were read wins', () => {
    const storage = memory('{"drafts":{"c-1":"old","c-2":"kept"},"queues":{},"unsent":{}}')
    const drafts = createDrafts(storage)
    drafts.setDraft('c-1', 'new')
    drafts.load()
    expect(drafts.store.getState().drafts).toEqual({ 'c-1': 'new', 'c-2': 'kept' })
  })
})

describe('files of a draft', () => {
  test('are there again after a reload, and gone when the last is taken away', () => {
    const storage = memory()
    const before = createDrafts(storage)
    before.load()
    before.setAttached('c-1', { draftId: 'd', ids: ['a', 'b'] })
    const after = createDrafts(storage)
    after.load()
    expect(after.store.getState().attached).toEqual({ 'c-1': { draftId: 'd', ids: ['a', 'b'] } })
    after.setAttached('c-1', { draftId: 'd', ids: [] })
    expect(JSON.parse(storage.read() ?? '')).toMatchObject({ attached: {} })
  })

  test('that an earlier version did not know do not cost the drafts', () => {
    const drafts = createDrafts(memory('{"drafts":{"c-1":"kept"},"queues":{},"unsent":{}}'))
    drafts.load()
    expect(drafts.store.getState()).toMatchObject({ drafts: { 'c-1': 'kept' }, attached: {} })
  })
})

describe('storage', () => {
  const blocked: DraftStorage = {
    read: () => {
      throw new DOMException('blocked', 'SecurityError')
    },
    write: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }

  test('that is blocked is noticed, and typing goes on', () => {
    const drafts = createDrafts(blocked)
    drafts.load()
    expect(drafts.store.getState().isBlocked).toBe(true)
    drafts.setDraft('c-1', 'still here')
    drafts.save()
    expect(drafts.store.getState().drafts['c-1']).toBe('still here')
  })

  test.each(['not json', '{"drafts":7}', '[]', ''])('that holds %j counts as empty', (text) => {
    const drafts = createDrafts(memory(text))
    drafts.load()
    expect(drafts.store.getState()).toEqual({
      drafts: {},
      queues: {},
      settings: {},
      unsent: {},
      attached: {},
      isBlocked: false,
    })
  })
})

describe('the queue', () => {
  test('gives its messages back in the order in which they were sent, each once', () => {
    const drafts = createDrafts(memory())
    drafts.load()
    drafts.enqueue('c-1', { sendKey: 'a', target, text: 'first', attachments: [] })
    drafts.enqueue('c-1', { sendKey: 'b', target, text: 'second', attachments: [] })
    expect(drafts.takeNext('c-1')?.text).toBe('first')
    expect(drafts.takeNext('c-1')?.text).toBe('second')
    expect(drafts.takeNext('c-1')).toBeNull()
  })

  test('keeps the send key of a message that is edited', () => {
    const drafts = createDrafts(memory())
    drafts.load()
    drafts.enqueue('c-1', { sendKey: 'a', target, text: 'frist', attachments: [] })
    drafts.editQueued('c-1', 'a', 'first')
    expect(drafts.takeNext('c-1')).toEqual({ sendKey: 'a', target, text: 'first', attachments: [] })
  })

  test('waits for a message that is being edited, and says afterwards that its turn has come', () => {
    const drafts = createDrafts(memory())
    drafts.load()
    for (const text of ['a', 'b']) drafts.enqueue('c-1', { sendKey: text, target, text, attachments: [] })
    drafts.beginEdit('a')
    expect(drafts.endEdit('a')).toBe(false)
    drafts.beginEdit('a')
    expect(drafts.takeNext('c-1')).toBeNull()
    expect(drafts.endEdit('a')).toBe(true)
    expect(drafts.endEdit('a')).toBe(false)
    drafts.beginEdit('b')
    expect(drafts.takeNext('c-1')?.text).toBe('a')
  })

  test('sends first what is moved to its head', () => {
    const drafts = createDrafts(memory())
    drafts.load()
    for (const text of ['a', 'b', 'c'])
      drafts.enqueue('c-1', { sendKey: text, target, text, attachments: [] })
    drafts.moveFirst('c-1', 'c')
    expect(drafts.store.getState().queues['c-1']?.map(({ text }) => text)).toEqual(['c', 'a', 'b'])
  })

  test('of another tab is taken over', () => {
    const storage = memory()
    const here = createDrafts(storage)
    const there = createDrafts(storage)
    here.load()
    there.load()
    here.enqueue('c-1', { sendKey: 'a', target, text: 'first', attachments: [] })
    there.loadQueues()
    there.removeQueued('c-1', 'a')
    here.loadQueues()
    expect(here.takeNext('c-1')).toBeNull()
  })
})

function memory(initial: string | null = null): DraftStorage {
  let kept = initial
  return {
    read: () => kept,
    write: (text) => {
      kept = text
    },
  }
}
