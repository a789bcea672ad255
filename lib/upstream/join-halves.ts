import { withoutHalves } from '@/lib/half-characters'
import type { RunEvent } from '@/lib/runs/events'

type TextEvent = Extract<RunEvent, { type: 'text-delta' | 'reasoning-delta' }>

export type HalfJoiner = {
  /** The event without halves; null when all of its text waits for the rest of a character. */
  join(event: RunEvent): RunEvent | null
  /** What still waits, as U+FFFD. */
  end(): RunEvent[]
}

/**
 * Characters that upstream cut into two pieces of a text (servers that count as JavaScript does) come out whole; halves
 * that stay alone become U+FFFD, since neither HTML nor a database can hold them. Pure.
 */
export function createHalfJoiner(): HalfJoiner {
  const held = new Map<TextEvent['type'], TextEvent>()

  return {
    join(event) {
      if (event.type !== 'text-delta' && event.type !== 'reasoning-delta') return withoutHalves(event)
      const text = (held.get(event.type)?.text ?? '') + event.text
      const isCut = /[\uD800-\uDBFF]$/.test(text)
      if (isCut) held.set(event.type, { ...event, text: text.slice(-1) })
      else held.delete(event.type)
      const whole = (isCut ? text.slice(0, -1) : text).toWellFormed()
      return whole === '' ? null : { ...event, text: whole }
    },
    end: () => [...held.values()].map((event) => ({ ...event, text: '\uFFFD' })),
  }
}
