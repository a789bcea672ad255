/** The one whose phrase in the words is longest. @param words in lower case */
export function findByPhrase<One extends { phrases: string[] }>(all: One[], words: string): One | null {
  let found: { one: One; length: number } | null = null
  for (const one of all) {
    for (const phrase of one.phrases) {
      if (hasPhrase(words, phrase) && phrase.length > (found?.length ?? 0))
        found = { one, length: phrase.length }
    }
  }
  return found?.one ?? null
}

/** English phrases start and end at word boundaries, so that `cut` is not met in `execute`. */
function hasPhrase(words: string, phrase: string): boolean {
  const at = words.indexOf(phrase)
  if (at < 0) return false
  const before = words[at - 1] ?? ' '
  const after = words[at + phrase.length] ?? ' '
  const isLetter = (character: string) => /[a-z]/.test(character)
  return (
    !(isLetter(before) && isLetter(phrase[0] ?? '')) && !(isLetter(after) && isLetter(phrase.at(-1) ?? ''))
  )
}
