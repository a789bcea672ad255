/** Which column of a table goes into which variable, guessed from their names. Pure. */

/**
 * The most alike names find each other first; every column is used once.
 *
 * @param names of variables, in the form's order
 * @returns the column's index for each variable, null where none is alike
 */
export function matchColumns(names: string[], columns: string[]): (number | null)[] {
  const matched: (number | null)[] = names.map(() => null)
  const pairs = names
    .flatMap((name, variable) =>
      columns.map((column, index) => ({ variable, column: index, score: likeness(name, column) })),
    )
    .filter(({ score }) => score >= minLikeness)
    .toSorted((a, b) => b.score - a.score || a.variable - b.variable || a.column - b.column)
  const taken = new Set<number>()
  for (const { variable, column } of pairs) {
    if (matched[variable] !== null || taken.has(column)) continue
    matched[variable] = column
    taken.add(column)
  }
  // One variable and one column: there is nothing else that could be meant.
  return names.length === 1 && columns.length === 1 ? [0] : matched
}

const minLikeness = 0.6

/** 1 for the same name but for case, width, spaces and marks; else how many pairs of letters they share. */
function likeness(name: string, column: string): number {
  const [a, b] = [plain(name), plain(column)]
  if (a === '' || b === '') return 0
  if (a === b) return 1
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length >= 2 && long.includes(short)) return 0.7 + (0.2 * short.length) / long.length
  const pairs = pairsOf(a)
  const shared = pairsOf(b).filter((pair) => {
    const at = pairs.indexOf(pair)
    if (at < 0) return false
    pairs.splice(at, 1)
    return true
  }).length
  // Dice's coefficient.
  return (2 * shared) / (a.length - 1 + b.length - 1 || 1)
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2))
}
