import { limits } from './limits'

/**
 * Whether formatting this block could hold the main thread: too deep, too many marks, too many cells.
 * Such a block is shown as plain text.
 */
export function isTooComplex(source: string): boolean {
  if (source.length > limits.block) return true
  let marks = 0
  let emphasis = 0
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
    else if (code === 0x2a /* * */ || code === 0x5f /* _ */ || code === 0x7e /* ~ */) emphasis += 1
    if (isMark[code]) marks += 1
  }
  return (
    marks > limits.marks ||
    emphasis > limits.emphasis ||
    dollars > limits.formulas * 4 ||
    pipes > limits.cells ||
    depth > limits.brackets ||
    countAddresses(source) > limits.addresses ||
    isTooDeep(source)
  )
}

const isMark: Record<number, boolean> = Object.fromEntries(
  Array.from('*_~`[]!<&\\$', (char) => [char.charCodeAt(0), true]),
)

/** Containers and indentation at the beginning of any line. */
function isTooDeep(source: string): boolean {
  for (const [line, prefix = ''] of source.matchAll(deepLine)) {
    if (/^[ \t]*([-*])(?:[ \t]*\1)*[ \t]*$/.test(line)) continue
    const markers = prefix.match(/>|[-*+]|\d+[.)]/g)?.length ?? 0
    const columns = prefix.replaceAll('\t', '    ').length
    if (markers > limits.depth || columns - markers * 2 > limits.indent) return true
  }
  return false
}

const deepLine = /^((?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){6,}[ \t]*|[ \t]{24,}).*/gm

function countAddresses(source: string): number {
  return source.match(/:\/\/|www\.|@/gi)?.length ?? 0
}
