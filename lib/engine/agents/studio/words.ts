/** Finding what a description says, in English and Chinese. */

export type Spoken<Value> = { value: Value; word: string }

/** The first pattern that is met, with the word that met it. */
export function findWord<Value>(
  text: string,
  table: readonly (readonly [RegExp, Value])[],
): Spoken<Value> | null {
  for (const [pattern, value] of table) {
    const word = pattern.exec(text)?.[0]
    if (word !== undefined) return { value, word: word.trim() }
  }
  return null
}

/** Every pattern that is met, in the order of the text. */
export function findWords<Value>(
  text: string,
  table: readonly (readonly [RegExp, Value])[],
): Spoken<Value>[] {
  return table
    .flatMap(([pattern, value]) => {
      const match = pattern.exec(text)
      return match ? [{ value, word: match[0].trim(), at: match.index }] : []
    })
    .sort((left, right) => left.at - right.at)
    .map(({ value, word }) => ({ value, word }))
}

/** How many seconds the words ask for, within limits. */
export function findSeconds(text: string, usual: number, most: number): number {
  const match = /(\d+(?:\.\d+)?)\s*(?:-\s*)?(?:s\b|secs?\b|seconds?\b|秒)/i.exec(text.replace(lifeWords, ''))
  return match ? Math.min(most, Math.max(1, Number(match[1]))) : usual
}

const lifeWords =
  /(?:expires?|expiring)(?: in| after)?\s*(\d+)\s*(?:s\b|seconds?\b)|(\d+)\s*秒后?(?:失效|过期)/i

/** “Expires in 3 s” shortens the life of the address, so that people and tests need not wait. */
export function findLifeMs(text: string): number | null {
  const match = lifeWords.exec(text)
  return match ? Number(match[1] ?? match[2]) * 1_000 : null
}
