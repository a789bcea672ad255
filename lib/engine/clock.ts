import { setTimeout as sleep } from 'node:timers/promises'

/** Real milliseconds, whatever the pace. Rejects with the signal's reason as soon as the caller has gone. */
export async function waitExactly(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  if (milliseconds <= 0) return
  try {
    await sleep(milliseconds, undefined, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}

/** Keeps a rate over many small steps without drifting: each step is due at its place in the plan. */
export class Metronome {
  #due = performance.now()
  readonly #interval: number
  readonly #signal: AbortSignal

  /** @param interval ms between two ticks; 0 never waits */
  constructor(interval: number, signal: AbortSignal) {
    this.#interval = interval
    this.#signal = signal
  }

  async tick(): Promise<void> {
    this.#signal.throwIfAborted()
    if (this.#interval <= 0) return
    const now = performance.now()
    // After a long pause (back-pressure) the plan starts anew instead of catching up in one burst.
    this.#due = Math.max(this.#due, now - 250) + this.#interval
    const wait = this.#due - now
    if (wait >= 1) await waitExactly(wait, this.#signal)
  }
}
