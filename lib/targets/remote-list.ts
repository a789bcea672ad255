import 'server-only'
import { logger } from '@/lib/logger'
import { processState } from '@/lib/process-state'

/** How long a list is believed, in ms. */
const freshMs = 5 * 60_000
/** Nobody waits longer than this for the first one, counted from when it was asked for, in ms. */
const patienceMs = 3_000
/** How long upstream is left alone after it did not answer, in ms. */
const restMs = 5_000
const giveUpMs = 20_000

type Known<Item> = {
  items: Item[] | null
  readAt: number
  failedAt: number
  askedAt: number
  reading: Promise<void> | null
}

export type RemoteList<Item> = {
  /** What is known now; asks in the background when that is old. Never waits. */
  peek(): { items: Item[]; isComplete: boolean }
  /** The same, but the first list of all is waited for with patience. */
  get(): Promise<{ items: Item[]; isComplete: boolean }>
}

/**
 * A list that upstream keeps: models or assistants. Kept for a while, asked for once at a time; when upstream does not
 * answer, the last list stays. `isComplete` is false while there has not been any.
 *
 * @param name unique in the program
 * @param read asks upstream
 */
export function createRemoteList<Item>(
  name: string,
  read: (signal: AbortSignal) => Promise<Item[]>,
): RemoteList<Item> {
  const state = processState<Known<Item>>(`list-${name}`, () => ({
    items: null,
    readAt: 0,
    failedAt: 0,
    askedAt: 0,
    reading: null,
  }))

  function peek(): { items: Item[]; isComplete: boolean } {
    const known = state()
    const now = Date.now()
    const isOld = known.items === null || now - known.readAt >= freshMs
    if (isOld && known.reading === null && now - known.failedAt >= restMs) {
      known.askedAt = now
      known.reading = ask(known).finally(() => (known.reading = null))
    }
    return { items: known.items ?? [], isComplete: known.items !== null }
  }

  async function ask(known: Known<Item>): Promise<void> {
    try {
      known.items = await read(AbortSignal.timeout(giveUpMs))
      known.readAt = Date.now()
      known.failedAt = 0
    } catch (error) {
      known.failedAt = Date.now()
      logger.info('list not read', { list: name, error })
    }
  }

  return {
    peek,
    async get() {
      const first = peek()
      const { reading, askedAt } = state()
      const left = askedAt + patienceMs - Date.now()
      if (first.isComplete || reading === null || left <= 0) return first
      await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, left).unref())])
      return peek()
    },
  }
}
