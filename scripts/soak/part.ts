/** One promise, measured. */
export type Figure = { what: string; measured: string; goal: string; isReached: boolean }

export type PartOptions = {
  /** How often, in the part's own unit. */
  count: number
  /** The same seed makes the same plan. */
  seed: number
}

export type Part = {
  /** What `count` counts. */
  unit: string
  /** As often as fits in: all parts together take a quarter of an hour. */
  usual: number
  /** What the goal asks for. */
  full: number
  measure(options: PartOptions): Promise<{ figures: Figure[]; note?: string }>
}

/** Something that must not happen at all; the first three that did are told. */
export class Tally {
  count = 0
  private readonly examples: string[] = []

  constructor(private readonly what: string) {}

  add(example: string): void {
    this.count += 1
    if (this.examples.length >= 3) return
    this.examples.push(example)
    console.error(`  ${this.what}: ${example}`)
  }

  /** Of a warm-up. */
  forget(): void {
    this.count = 0
    this.examples.length = 0
  }

  figure(): Figure {
    return { what: this.what, measured: String(this.count), goal: '0', isReached: this.count === 0 }
  }
}

export function atMost(what: string, value: number, limit: number, show: (value: number) => string): Figure {
  return { what, measured: show(value), goal: `≤ ${show(limit)}`, isReached: value <= limit }
}

export function atLeast(what: string, value: number, limit: number): Figure {
  return { what, measured: String(value), goal: `≥ ${limit}`, isReached: value >= limit }
}

/** All of `expected`, no less. */
export function allOf(what: string, found: number, expected: number): Figure {
  return { what, measured: String(found), goal: String(expected), isReached: found === expected }
}
