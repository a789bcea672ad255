/**
 * What people filled into forms, kept in the browser: drafts by key, and by agent what was run last. Works without
 * the storage; what it does not understand counts as empty.
 */
import * as z from 'zod/mini'
import { noValues, withoutUploads } from './form-values'
import type { FormValues } from './form-values'

const valuesSchema = z.object({
  texts: z.record(z.string(), z.string()),
  files: z.record(z.string(), z.array(z.string())),
})

const savedSchema = z.object({
  drafts: z._default(z.record(z.string(), valuesSchema), {}),
  last: z._default(z.record(z.string(), valuesSchema), {}),
})

type Saved = z.output<typeof savedSchema>

/** Both may throw. */
export type FormStorage = { read: () => string | null; write: (text: string) => void }

export type FormMemory = {
  /** Null: nothing was ever kept under this key; emptied on purpose is not null. */
  read: (key: string) => FormValues | null
  write: (key: string, values: FormValues) => void
  forget: (key: string) => void
  readLast: (appId: string) => FormValues | null
  writeLast: (appId: string, values: FormValues) => void
  /** Uploads that the server does not know any more. */
  forgetUploads: (gone: readonly string[]) => void
}

const maxKept = 60

export function createFormMemory(storage: FormStorage): FormMemory {
  const load = (): Saved => {
    try {
      const saved = savedSchema.safeParse(JSON.parse(storage.read() ?? '{}'))
      return saved.success ? saved.data : { drafts: {}, last: {} }
    } catch {
      return { drafts: {}, last: {} }
    }
  }
  // Read anew each time: other tabs write as well.
  const change = (update: (saved: Saved) => Saved) => {
    const { drafts, last } = update(load())
    try {
      storage.write(JSON.stringify({ drafts: newest(drafts), last: newest(last) }))
    } catch {
      // Full or blocked: what is filled in lasts until the page is left.
    }
  }
  return {
    read: (key) => load().drafts[key] ?? null,
    write: (key, values) => change(({ drafts, last }) => ({ drafts: moved(drafts, key, values), last })),
    forget: (key) => change(({ drafts, last }) => ({ drafts: dropped(drafts, key), last })),
    readLast: (appId) => load().last[appId] ?? null,
    writeLast: (appId, values) =>
      change(({ drafts, last }) => ({ drafts, last: moved(last, appId, values) })),
    forgetUploads: (gone) =>
      change(({ drafts, last }) => ({ drafts: without(drafts, gone), last: without(last, gone) })),
  }
}

/** Behind the others, so that the oldest are dropped first. */
function moved(entries: Record<string, FormValues>, key: string, values: FormValues) {
  return { ...dropped(entries, key), [key]: values }
}

function dropped(entries: Record<string, FormValues>, key: string) {
  const { [key]: _, ...others } = entries
  return others
}

function without(entries: Record<string, FormValues>, gone: readonly string[]) {
  return Object.fromEntries(
    Object.entries(entries).map(([key, values]) => [key, withoutUploads(values ?? noValues, gone)]),
  )
}

function newest(entries: Record<string, FormValues>): Record<string, FormValues> {
  return Object.fromEntries(Object.entries(entries).slice(-maxKept))
}
