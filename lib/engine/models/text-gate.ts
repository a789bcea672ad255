/** Lets text through until the stop text comes or the tokens are used up. */

/** A character of Chinese is a token, four others are one: counted in quarters so that pieces add up. */
export function countQuarters(text: string): number {
  let quarters = 0
  for (const character of text) quarters += /\p{Script=Han}/u.test(character) ? 4 : 1
  return quarters
}

export type GateEnd = 'stop' | 'length'

export class TextGate {
  readonly #stop: string
  readonly #mostQuarters: number
  #quarters = 0
  /** What may be the beginning of the stop text. */
  #held = ''

  constructor(stop: string, mostTokens: number) {
    this.#stop = stop
    this.#mostQuarters = mostTokens * 4
  }

  /** Counts what is not looked through for the stop text, such as thoughts. */
  spend(text: string): { text: string; end: GateEnd | null } {
    return this.#limit(text)
  }

  /** @returns what may be told now, and why nothing more may */
  pass(text: string): { text: string; end: GateEnd | null } {
    if (this.#stop === '') return this.#limit(text)
    const whole = this.#held + text
    const at = whole.indexOf(this.#stop)
    if (at >= 0) {
      this.#held = ''
      const { text: told, end } = this.#limit(whole.slice(0, at))
      return { text: told, end: end ?? 'stop' }
    }
    let kept = Math.min(this.#stop.length - 1, whole.length)
    while (kept > 0 && !this.#stop.startsWith(whole.slice(whole.length - kept))) kept -= 1
    this.#held = whole.slice(whole.length - kept)
    return this.#limit(whole.slice(0, whole.length - kept))
  }

  /** What was held back when the text ends. */
  flush(): { text: string; end: GateEnd | null } {
    const rest = this.#held
    this.#held = ''
    return this.#limit(rest)
  }

  #limit(text: string): { text: string; end: GateEnd | null } {
    let told = ''
    for (const character of text) {
      const quarters = countQuarters(character)
      if (this.#quarters + quarters > this.#mostQuarters) return { text: told, end: 'length' }
      this.#quarters += quarters
      told += character
    }
    return { text: told, end: null }
  }
}
