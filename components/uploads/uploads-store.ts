/**
 * Every upload that this page knows: what it sends, what the platform still reads, and what was sent before a reload.
 * Forms and drafts hold ids only; this store says what they mean.
 */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { ApiError } from '@/lib/http/get-json'
import type { Family } from '@/lib/targets/schema'
import type { Upload, UploadKind, UploadReason } from '@/lib/uploads/schema'
import { isUnderWay } from './upload-status'

/** Where a file belongs upstream: a field of a form, or a dialogue that is there or about to begin. */
export type UploadPlace = {
  family: Family
  /** The target's id; for an agent its app id. */
  appId: string
  fieldId: string | null
  conversationId: string | null
  draftId: string | null
}

export type LocalUpload = Upload & {
  /** Part of the bytes that is sent, 0 to 1; null when this page does not send it. */
  progress: number | null
  /** Of a picture or video: from the file itself, or our own address. */
  thumbnailUrl: string | null
  /** Whether this page still holds the file, so that it can be sent again. */
  canRetry: boolean
}

export type UploadsState = { uploads: Record<string, LocalUpload> }

export type PutRequest = UploadPlace & {
  id: string
  name: string
  size: number
  kind: UploadKind
  file: File
}

/** What the store needs of the world; the page gives it the real one. */
export type UploadsWorld = {
  newId: () => string
  /** What is wrong with the file before a byte of it is sent; null: nothing. */
  check: (file: File, kind: UploadKind, family: Family) => Promise<UploadReason | null>
  /** @throws ApiError; abort is rethrown */
  put: (request: PutRequest, onProgress: (part: number) => void, signal: AbortSignal) => Promise<Upload>
  /** @throws ApiError */
  list: (ids: string[], isAgain: boolean) => Promise<Upload[]>
  remove: (id: string) => Promise<void>
  /** An address for the file's own picture; null where there is none to show. */
  openThumbnail: (file: File, kind: UploadKind) => string | null
  closeThumbnail: (url: string) => void
  after: (milliseconds: number, callback: () => void) => void
}

export type Uploads = {
  store: StoreApi<UploadsState>
  /** Starts sending and answers with the ids, in order. */
  add: (files: { file: File; kind: UploadKind }[], place: UploadPlace) => string[]
  /** Takes the upload away, here and at the server unless a message holds it; ends its transfer. */
  remove: (id: string) => void
  /** A message holds them now: they are never deleted at the server from here. */
  keep: (ids: readonly string[]) => void
  /** Sends the same file anew, under a new id: the old one may be known to the server as failed. Null: it is gone. */
  retry: (id: string) => string | null
  /** The same file for another agent or conversation; null when this page does not hold it. */
  resend: (id: string, place: UploadPlace) => string | null
  /** Asks once more after the platform took too long. */
  checkAgain: (id: string) => void
  /** Looks up ids of an earlier page load; answers with those that do not exist any more. */
  recall: (ids: string[]) => Promise<string[]>
  /** Takes in what another answer of the server said. */
  learn: (uploads: Upload[]) => void
}

export const maxTransfers = 3
/** The server itself gives up after five minutes. */
const pollDelaysMs = [1_000, 2_000, 3_000]

type Job = { file: File; place: UploadPlace; controller: AbortController }

export function createUploads(world: UploadsWorld): Uploads {
  const store = createStore<UploadsState>(() => ({ uploads: {} }))
  const jobs = new Map<string, Job>()
  const waiting: string[] = []
  const kept = new Set<string>()
  /** Of which the server never heard. */
  const unsent = new Set<string>()
  let transfers = 0
  let isPolling = false
  let pollCount = 0

  const find = (id: string) => store.getState().uploads[id]
  const put = (upload: LocalUpload) =>
    store.setState(({ uploads }) => ({ uploads: { ...uploads, [upload.id]: upload } }))
  const change = (id: string, next: Partial<LocalUpload>) => {
    const upload = find(id)
    if (upload) put({ ...upload, ...next })
  }
  const fail = (id: string, code: UploadReason, detail: string | null = null) =>
    change(id, { status: 'failed', reason: { code, detail, upstreamCode: null }, progress: null })

  function begin(file: File, kind: UploadKind, place: UploadPlace): string {
    const id = world.newId()
    put({
      id,
      name: file.name,
      size: file.size,
      kind,
      status: 'uploading',
      reason: null,
      previewUrl: null,
      progress: 0,
      thumbnailUrl: world.openThumbnail(file, kind),
      canRetry: true,
    })
    jobs.set(id, { file, place, controller: new AbortController() })
    unsent.add(id)
    void check(id, file, kind, place.family)
    return id
  }

  async function check(id: string, file: File, kind: UploadKind, family: Family): Promise<void> {
    const reason = await world.check(file, kind, family)
    if (!find(id)) return
    if (reason) return fail(id, reason)
    waiting.push(id)
    next()
  }

  function next(): void {
    while (transfers < maxTransfers) {
      const id = waiting.shift()
      if (id === undefined) return
      void transfer(id)
    }
  }

  async function transfer(id: string): Promise<void> {
    const upload = find(id)
    const job = jobs.get(id)
    if (!upload || !job) return
    const { file, place, controller } = job
    unsent.delete(id)
    transfers += 1
    try {
      const known = await world.put(
        { ...place, id, name: upload.name, size: upload.size, kind: upload.kind, file },
        (progress) => change(id, { progress }),
        controller.signal,
      )
      take(known)
    } catch (error) {
      if (!controller.signal.aborted) fail(id, reasonOf(error))
    } finally {
      transfers -= 1
      next()
    }
  }

  function take(known: Upload): void {
    const before = find(known.id)
    put({
      ...known,
      progress: null,
      thumbnailUrl: before?.thumbnailUrl ?? known.previewUrl,
      canRetry: jobs.has(known.id),
    })
    if (isUnderWay(known) && !isPolling) {
      isPolling = true
      pollCount = 0
      planPoll()
    }
  }

  function planPoll(): void {
    const delay = pollDelaysMs[Math.min(pollCount, pollDelaysMs.length - 1)] ?? 3_000
    pollCount += 1
    world.after(delay, () => void poll())
  }

  async function poll(): Promise<void> {
    const ids = pollable()
    try {
      if (ids.length > 0) settle(ids, await world.list(ids, false))
    } catch {
      // The network, or a server that restarts: the next look may go better.
    }
    isPolling = pollable().length > 0
    if (isPolling) planPoll()
  }

  function settle(ids: string[], known: Upload[]): void {
    for (const id of ids) {
      const upload = known.find((one) => one.id === id)
      if (!find(id)) continue
      if (upload) take(upload)
      else fail(id, 'unknown_id')
    }
  }

  const pollable = () =>
    Object.values(store.getState().uploads).flatMap((upload) =>
      isUnderWay(upload) && upload.progress === null ? [upload.id] : [],
    )

  function drop(id: string): void {
    const upload = find(id)
    const at = waiting.indexOf(id)
    if (at >= 0) waiting.splice(at, 1)
    jobs.get(id)?.controller.abort()
    jobs.delete(id)
    if (upload?.thumbnailUrl && upload.thumbnailUrl !== upload.previewUrl) {
      world.closeThumbnail(upload.thumbnailUrl)
    }
    const { [id]: _, ...others } = store.getState().uploads
    store.setState({ uploads: others })
  }

  function remove(id: string): void {
    drop(id)
    if (kept.has(id) || unsent.delete(id)) return
    // What cannot be told to the server now is swept away there in time.
    world.remove(id).catch(() => undefined)
  }

  function resend(id: string, place: UploadPlace): string | null {
    const upload = find(id)
    const job = jobs.get(id)
    return upload && job ? begin(job.file, upload.kind, place) : null
  }

  return {
    store,
    add: (files, place) => files.map(({ file, kind }) => begin(file, kind, place)),
    remove,
    keep: (ids) => {
      for (const id of ids) kept.add(id)
    },
    resend,
    retry: (id) => {
      const job = jobs.get(id)
      const again = job ? resend(id, job.place) : null
      if (again !== null) remove(id)
      return again
    },
    checkAgain: (id) => {
      change(id, { status: 'parsing', reason: null })
      world.list([id], true).then(
        (known) => settle([id], known),
        () => change(id, { status: 'stalled' }),
      )
    },
    recall: async (ids) => {
      const unknown = ids.filter((id) => !find(id))
      if (unknown.length === 0) return []
      const known = await world.list(unknown, false)
      for (const upload of known) if (!find(upload.id)) take(upload)
      return unknown.filter((id) => !known.some((upload) => upload.id === id))
    },
    learn: (known) => {
      for (const upload of known) if ((find(upload.id)?.progress ?? null) === null) take(upload)
    },
  }
}

function reasonOf(error: unknown): UploadReason {
  if (!(error instanceof ApiError)) return 'upstream'
  switch (error.code) {
    case null:
      return 'incomplete'
    case 'body_too_large':
      return 'too_large'
    case 'unsupported_media_type':
      return 'type_not_allowed'
    default:
      return 'upstream'
  }
}
