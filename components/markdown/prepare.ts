import { completeOpen } from './complete-open'
import { isTooComplex } from './complexity'
import { normalizeMath } from './normalize-math'

/**
 * What the parser is given for a block: its Markdown with an unfinished end made presentable while it is open, formulas
 * in one form, and the definitions it refers to. Null when it is to be shown as plain text (see `limits`).
 */
export function prepareBlock(source: string, isOpen: boolean, appendix: string): string | null {
  if (isTooComplex(source)) return null
  const text = normalizeMath(isOpen ? completeOpen(source) : source)
  return appendix === '' ? text : `${text}\n\n${appendix}`
}
