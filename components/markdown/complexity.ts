import { limits } from './limits'

/**
 * Whether formatting this block could hold the main thread: too deep, too many marks, too many cells.
 * Such a block is shown as plain text.
 */
export function isTooComplex(source: string): boolean {
  if (source.length > limits.block) return true
  let marks = 0
  let dollars = 0
  let pipes = 0
  let brackets = 0
  let depth = 0
  for (let index = 0; index < source.length; index += 1) {
    const code = source.charCodeAt(index)
    if (code === 0x5b /* [ */) depth = Math.max(depth, (brackets += 1))
    else if (code === 0x5d /* ] */) brackets = Math.max(0, brackets - 1)
    else if (code === 0x24 /* $ */) dollars += 1
    else if (code === 0x7c /* | */) pipes += 1
    if (isMark[code]) marks += 1
  }
  return (
    marks > limits.marks ||
    dollars > limits.formulas * 4 ||
    pipes > limits.cells ||
    depth > limits.brackets ||
    isTooDeep(source)
  )
}

const isMark: Record<number, boolean> = Object.fromEntries(
  Array.from('*_~`[]!<&\\$', (char) => [char.charCodeAt(0), true]),
)

/** Containers and indentation at the beginning of any line. */
function isTooDeep(source: string): boolean {
  for (const [prefix] of source.matchAll(/^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){6,}|^[ \t]{24,}/gm)) {
    const markers = prefix.match(/>|[-*+]|\d+[.)]/g)?.length ?? 0
    const columns = prefix.replaceAll('\t', '    ').length
    const isRule = /^[ \t]*([-*])(?:[ \t]*\1)*[ \t]*$/.test(prefix)
    if ((markers > limits.depth && !isRule) || columns - markers * 2 > limits.indent) return true
  }
  return false
}
