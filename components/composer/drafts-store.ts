/**
 * What a person typed and nobody has accepted yet: drafts, the queue behind a running answer, and messages that
 * were sent but not confirmed. Lives in the browser's storage, works without it.
 */
import * as z from 'zod/mini'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { chatSettingsSchema } from '@/lib/targets/settings'
import type { ChatSettings } from '@/lib/targets/settings'
import { targetSchema } from '@/lib/targets/schema'
import { shownValueSchema } from '@/lib/forms/schema'
import { startRunSchema } from '@/lib/runs/start-run-schema'
import { uploadSchema } from '@/lib/uploads/schema'

const queuedSchema = z.object({
  /** Made when the person pressed send; whichever tab sends it, it runs once. */
  sendKey: z.string(),
  target: targetSchema,
  text: z.string(),
  attachments: z._default(z.array(uploadSchema), []),
  settings: z.optional(chatSettingsSchema),
})

const unsentSchema = z.object({
  request: startRunSchema,
  sentAt: z.number(),
  /** As the transcript shows them. */
  inputs: z.optional(z.array(shownValueSchema)),
  attachments: z.optional(z.array(uploadSchema)),
})

const attachedSchema = z.object({
  /** What the files of one unsent message have in common at the server. */
  draftId: z.string(),
  /** Ids of uploads, in order. */
  ids: z.array(z.string()),
})

const savedSchema = z.object({
  drafts: z.record(z.string(), z.string()),
  queues: z.record(z.string(), z.array(queuedSchema)),
  unsent: z.record(z.string(), unsentSchema),
  attached: z._default(z.record(z.string(), attachedSchema), {}),
  settings: z._default(z.record(z.string(), chatSettingsSchema), {}),
})

export type QueuedMessage = z.infer<typeof queuedSchema>
export type UnsentMessage = z.input<typeof unsentSchema>
export type Attached = z.infer<typeof attachedSchema>
type Saved = {
  drafts: Record<string, string>
  queues: Record<string, QueuedMessage[]>
  unsent: Record<string, UnsentMessage>
  attached: Record<string, Attached>
  settings: Record<string, ChatSettings>
}

export type DraftsState = Saved & {
  /** Storage is blocked or full: what is typed here lasts until the tab is closed. */
  isBlocked: boolean
}

/** Both may throw. */
export type DraftStorage = { read: () => string | null; write: (text: string) => void }

export type Drafts = {
  store: StoreApi<DraftsState>
  /** Reads what was saved; text typed before that is kept. */
  load: () => void
  /** Takes over the queues that another tab wrote. */
  loadQueues: () => void
  setDraft: (key: string, text: string) => void
  /** Behind what is there already. */
  moveDraft: (from: string, to: string) => void
  /** Files that go along with a draft; without ids there are none. */
  setAttached: (key: string, attached: Attached) => void
  /** What a chat is asked with; the key is the draft's. */
  setSettings: (key: string, settings: ChatSettings) => void
  enqueue: (key: string, message: QueuedMessage) => void
  editQueued: (key: string, sendKey: string, text: string) => void
  removeQueued: (key: string, sendKey: string) => void
  moveFirst: (key: string, sendKey: string) => void
  /** Takes the oldest out of the queue; null while that is being edited, for then it waits. */
  takeNext: (key: string) => QueuedMessage | null
  beginEdit: (sendKey: string) => void
  /** True: its turn came while it was being edited. */
  endEdit: (sendKey: string) => boolean
  keepUnsent: (key: string, message: UnsentMessage) => void
  forgetUnsent: (key: string) => void
  /** Writes at once; otherwise changes are written after a short pause. */
  save: () => void
}

const maxKept = 100
const pauseMs = 300
const nothing: Saved = { drafts: {}, queues: {}, unsent: {}, attached: {}, settings: {} }

export function createDrafts(storage: DraftStorage): Drafts {
  const store = createStore<DraftsState>(() => ({ ...nothing, isBlocked: false }))
  let timer: ReturnType<typeof setTimeout> | undefined
  let isLoaded = false
  /** Send keys of messages that are being edited, each with whether its turn has come. */
  const edits = new Map<string, boolean>()

  const read = (): Saved => {
    try {
      return parseSaved(storage.read())
    } catch {
      store.setState({ isBlocked: true })
      return nothing
    }
  }
  const save = () => {
    clearTimeout(timer)
    timer = undefined
    if (!isLoaded) return
    const { drafts, queues, unsent, attached, settings } = store.getState()
    try {
      storage.write(
        JSON.stringify({
          drafts: newest(drafts),
          queues,
          unsent: newest(unsent),
          attached: newest(attached),
          settings: newest(settings),
        }),
      )
      if (store.getState().isBlocked) store.setState({ isBlocked: false })
    } catch {
      store.setState({ isBlocked: true })
    }
  }
  const change = (next: Partial<Saved>) => {
    store.setState(next)
    timer ??= setTimeout(save, pauseMs)
  }
  const changeQueue = (key: string, update: (queue: QueuedMessage[]) => QueuedMessage[]) => {
    const { queues } = store.getState()
    change({ queues: withEntry(queues, key, emptyAsNull(update(queues[key] ?? []))) })
    save()
  }

  return {
    store,
    load: () => {
      if (isLoaded) return
      isLoaded = true
      const saved = read()
      const { drafts, queues, unsent, attached, settings } = store.getState()
      store.setState({
        drafts: { ...saved.drafts, ...drafts },
        queues: { ...saved.queues, ...queues },
        unsent: { ...saved.unsent, ...unsent },
        attached: { ...saved.attached, ...attached },
        settings: { ...saved.settings, ...settings },
      })
    },
    loadQueues: () => store.setState({ queues: read().queues }),
    setDraft: (key, text) => {
      const { drafts } = store.getState()
      // Deleted first, so that the key moves to the end: the oldest drafts are dropped first.
      change({ drafts: withEntry(withEntry(drafts, key, null), key, text === '' ? null : text) })
    },
    moveDraft: (from, to) => {
      const { drafts } = store.getState()
      const texts = [drafts[to], drafts[from]].filter(Boolean).join('\n\n')
      if (from === to || !drafts[from]) return
      change({ drafts: withEntry(withEntry(drafts, from, null), to, texts) })
    },
    setAttached: (key, next) => {
      const { attached } = store.getState()
      change({ attached: withEntry(withEntry(attached, key, null), key, next.ids.length > 0 ? next : null) })
      save()
    },
    setSettings: (key, next) => {
      const { settings } = store.getState()
      change({ settings: withEntry(withEntry(settings, key, null), key, next) })
    },
    enqueue: (key, message) => changeQueue(key, (queue) => [...queue, message]),
    editQueued: (key, sendKey, text) =>
      changeQueue(key, (queue) =>
        queue.map((message) => (message.sendKey === sendKey ? { ...message, text } : message)),
      ),
    removeQueued: (key, sendKey) =>
      changeQueue(key, (queue) => queue.filter((message) => message.sendKey !== sendKey)),
    moveFirst: (key, sendKey) =>
      changeQueue(key, (queue) =>
        queue.toSorted((a, b) => Number(b.sendKey === sendKey) - Number(a.sendKey === sendKey)),
      ),
    takeNext: (key) => {
      const next = store.getState().queues[key]?.[0]
      if (!next) return null
      if (edits.has(next.sendKey)) {
        edits.set(next.sendKey, true)
        return null
      }
      changeQueue(key, (queue) => queue.slice(1))
      return next
    },
    beginEdit: (sendKey) => void edits.set(sendKey, false),
    endEdit: (sendKey) => {
      const isDue = edits.get(sendKey) ?? false
      edits.delete(sendKey)
      return isDue
    },
    keepUnsent: (key, message) => {
      change({ unsent: withEntry(store.getState().unsent, key, message) })
      save()
    },
    forgetUnsent: (key) => {
      const { unsent } = store.getState()
      if (!unsent[key]) return
      change({ unsent: withEntry(unsent, key, null) })
      save()
    },
    save: () => {
      if (timer !== undefined) save()
    },
  }
}

function parseSaved(text: string | null): Saved {
  if (text === null) return nothing
  try {
    const saved = savedSchema.safeParse(JSON.parse(text))
    return saved.success ? saved.data : nothing
  } catch {
    return nothing
  }
}

function withEntry<Value>(entries: Record<string, Value>, key: string, value: Value | null) {
  const { [key]: _, ...others } = entries
  return value === null ? others : { ...others, [key]: value }
}

function newest<Value>(entries: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(entries).slice(-maxKept))
}

function emptyAsNull(queue: QueuedMessage[]): QueuedMessage[] | null {
  return queue.length > 0 ? queue : null
}
