import { describe, expect, test } from 'vitest'
import { ApiError } from '@/lib/http/get-json'
import type { Upload, UploadReason, UploadStatus } from '@/lib/uploads/schema'
import { createUploads } from './uploads-store'
import { mayRetry } from './upload-status'
import type { PutRequest, UploadPlace } from './uploads-store'

const place: UploadPlace = { family: 'agent', appId: '7', fieldId: '1', conversationId: null, draftId: null }

describe('sending', () => {
  test('never more than three at once, the next as soon as one is through', async () => {
    const { uploads, puts, add, settle } = setUp()
    add('a.pdf', 'b.pdf', 'c.pdf', 'd.pdf')
    await settle()
    expect(puts.map(({ request }) => request.name)).toEqual(['a.pdf', 'b.pdf', 'c.pdf'])
    puts[1]?.answer('ready')
    await settle()
    expect(puts.map(({ request }) => request.name)).toEqual(['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf'])
    expect(statuses(uploads)).toEqual(['uploading', 'ready', 'uploading', 'uploading'])
  })

  test('shows how far it is', async () => {
    const { uploads, puts, add, settle } = setUp()
    const [id = ''] = add('a.pdf')
    await settle()
    puts[0]?.onProgress(0.4)
    expect(uploads.store.getState().uploads[id]).toMatchObject({ status: 'uploading', progress: 0.4 })
  })

  test('a file that breaks a rule never leaves', async () => {
    const { uploads, puts, add, settle } = setUp({ check: () => 'too_large' })
    const [id = ''] = add('a.pdf')
    await settle()
    expect(puts).toEqual([])
    const upload = uploads.store.getState().uploads[id]
    expect(upload).toMatchObject({ status: 'failed', reason: { code: 'too_large' } })
    expect(upload && mayRetry(upload)).toBe(false)
  })

  test('a connection that breaks says so, and the same file may be sent again under a new id', async () => {
    const { uploads, puts, removed, add, settle } = setUp()
    const [id = ''] = add('a.pdf')
    await settle()
    puts[0]?.fail(new ApiError(null))
    await settle()
    const failed = uploads.store.getState().uploads[id]
    expect(failed).toMatchObject({ status: 'failed', reason: { code: 'incomplete' } })
    expect(failed && mayRetry(failed)).toBe(true)
    const again = uploads.retry(id)
    await settle()
    expect(puts[1]?.request).toMatchObject({ id: again, name: 'a.pdf', appId: '7', fieldId: '1' })
    expect(Object.keys(uploads.store.getState().uploads)).toEqual([again])
    expect(removed).toEqual([id])
  })
})

describe('taking away', () => {
  test('while it is sent ends the transfer, tells the server and lets the next one go', async () => {
    const { uploads, puts, removed, add, settle } = setUp()
    const [first = ''] = add('a.pdf', 'b.pdf', 'c.pdf', 'd.pdf')
    await settle()
    uploads.remove(first)
    await settle()
    expect(puts[0]?.request.name).toBe('a.pdf')
    expect(puts[0]?.isAborted()).toBe(true)
    expect(removed).toEqual([first])
    expect(puts[3]?.request.name).toBe('d.pdf')
    expect(uploads.store.getState().uploads[first]).toBeUndefined()
  })

  test('before it was sent sends nothing of it', async () => {
    const { uploads, puts, removed, add, settle } = setUp()
    const ids = add('a.pdf', 'b.pdf', 'c.pdf', 'd.pdf')
    await settle()
    uploads.remove(ids[3] ?? '')
    puts[0]?.answer('ready')
    await settle()
    expect(puts).toHaveLength(3)
    expect(removed).toEqual([])
  })

  test('what a message holds stays at the server', async () => {
    const { uploads, puts, removed, add, settle } = setUp()
    const [id = ''] = add('a.pdf')
    await settle()
    puts[0]?.answer('ready')
    await settle()
    uploads.keep([id])
    uploads.remove(id)
    expect(removed).toEqual([])
  })
})

describe('a file that is being read', () => {
  test('is asked for after 1, 2 and 3 seconds until it is ready', async () => {
    const { uploads, puts, timers, lists, server, add, settle } = setUp()
    const [id = ''] = add('a.pdf')
    await settle()
    puts[0]?.answer('parsing')
    await settle()
    for (let round = 0; round < 4; round += 1) await timers.tick()
    server.set(id, 'ready')
    await timers.tick()
    expect(timers.delays).toEqual([1_000, 2_000, 3_000, 3_000, 3_000])
    expect(lists).toHaveLength(5)
    expect(statuses(uploads)).toEqual(['ready'])
    await timers.tick()
    expect(lists).toHaveLength(5)
  })

  test('is asked for again after the network was away', async () => {
    const { uploads, puts, timers, server, add, settle } = setUp()
    const [id = ''] = add('a.pdf')
    await settle()
    puts[0]?.answer('parsing')
    await settle()
    server.isAway = true
    await timers.tick()
    server.isAway = false
    server.set(id, 'failed')
    await timers.tick()
    expect(statuses(uploads)).toEqual(['failed'])
  })

  test('and takes too long can be asked for once more', async () => {
    const { uploads, puts, timers, lists, server, add, settle } = setUp()
    const [id = ''] = add('a.pdf')
    await settle()
    puts[0]?.answer('parsing')
    await settle()
    server.set(id, 'stalled')
    await timers.tick()
    expect(statuses(uploads)).toEqual(['stalled'])
    server.set(id, 'ready')
    uploads.checkAgain(id)
    await settle()
    expect(lists.at(-1)).toEqual({ ids: [id], isAgain: true })
    expect(statuses(uploads)).toEqual(['ready'])
  })
})

test('what an earlier page load sent is known again, and what is gone is named', async () => {
  const { uploads, server } = setUp()
  server.set('old', 'ready')
  expect(await uploads.recall(['old', 'gone'])).toEqual(['gone'])
  expect(statuses(uploads)).toEqual(['ready'])
})

function setUp({ check = () => null }: { check?: () => UploadReason | null } = {}) {
  const puts: {
    request: PutRequest
    onProgress: (part: number) => void
    isAborted: () => boolean
    answer: (status: UploadStatus) => void
    fail: (error: Error) => void
  }[] = []
  const removed: string[] = []
  const lists: { ids: string[]; isAgain: boolean }[] = []
  const timers = fakeTimers()
  const known = new Map<string, Upload>()
  const server = {
    isAway: false,
    set: (id: string, status: UploadStatus) => known.set(id, upload(id, status)),
  }
  let count = 0
  const uploads = createUploads({
    newId: () => `u${(count += 1)}`,
    check: async () => check(),
    put: (request, onProgress, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
        const answer = (status: UploadStatus) => {
          server.set(request.id, status)
          resolve(upload(request.id, status))
        }
        puts.push({ request, onProgress, isAborted: () => signal.aborted, answer, fail: reject })
      }),
    list: async (ids, isAgain) => {
      lists.push({ ids, isAgain })
      if (server.isAway) throw new ApiError(null)
      return ids.flatMap((id) => known.get(id) ?? [])
    },
    remove: async (id) => void removed.push(id),
    openThumbnail: () => null,
    closeThumbnail: () => undefined,
    after: timers.after,
  })
  const add = (...names: string[]) =>
    uploads.add(
      names.map((name) => ({ file: new File(['x'], name), kind: 'document' })),
      place,
    )
  return { uploads, puts, removed, lists, timers, server, add, settle }
}

function fakeTimers() {
  const delays: number[] = []
  let due: (() => void)[] = []
  return {
    delays,
    after: (milliseconds: number, callback: () => void) => {
      delays.push(milliseconds)
      due.push(callback)
    },
    tick: async () => {
      const now = due
      due = []
      for (const callback of now) callback()
      await settle()
    },
  }
}

/** Lets every promise that is settled be heard. */
async function settle(): Promise<void> {
  for (let round = 0; round < 10; round += 1) await Promise.resolve()
}

function statuses({ store }: ReturnType<typeof createUploads>): UploadStatus[] {
  return Object.values(store.getState().uploads).map(({ status }) => status)
}

function upload(id: string, status: UploadStatus): Upload {
  return { id, name: `${id}.pdf`, size: 1, kind: 'document', status, reason: null, previewUrl: null }
}
