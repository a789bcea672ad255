import { limits } from './limits'
import { isMathEnd } from './split'

/**
 * Writes the formulas of one block in the one form that the parser knows.
 *
 * In: the Markdown of a block that is not fenced. Out: the same, where `\( \)` and `\[ \]` have become dollars, a
 * formula that fills its lines has become a display formula, and every dollar that is money or a shell variable is
 * escaped. Code, code spans and addresses stay as they are.
 */
export function normalizeMath(source: string): string {
  if (!/\$|\\[([]/.test(source)) return source
  const lines = source.split('\n')
  const out: string[] = []
  let run: string[] = []
  let fence = ''
  const endRun = () => {
    if (run.length > 0) out.push(normalizeInline(run.join('\n')))
    run = []
  }
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const content = line.replace(containers, '')
    const fenceMark = /^(?:(`{3,})[^`]*|(~{3,}).*)$/.exec(content)
    if (fence !== '') {
      if (new RegExp(`^${fence.charAt(0)}{${fence.length},}\\s*$`).test(content)) fence = ''
      out.push(line)
      continue
    }
    if (fenceMark) {
      endRun()
      fence = fenceMark[1] ?? fenceMark[2] ?? ''
      out.push(line)
      continue
    }
    const display = readDisplay(lines, index)
    if (display) {
      endRun()
      out.push(...display.lines)
      index = display.last
    } else if (line.trim() === '') {
      endRun()
      out.push(line)
    } else if (/^[\s>]*\|/.test(line)) {
      endRun()
      out.push(line.replace(/(?:\\.|[^|\\]|\\$)+/g, normalizeInline))
    } else {
      run.push(line)
    }
  }
  endRun()
  return out.join('\n')
}

const containers = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*/

/** A formula that begins a line and ends one; across lines up to the paragraph's end, unless its `$$` stands alone. */
function readDisplay(lines: readonly string[], index: number): { lines: string[]; last: number } | null {
  const opening = /^([ \t>]*)(\$\$|\\\[)(.*)$/.exec(lines[index] ?? '')
  if (!opening) return null
  const [, prefix = '', mark, first = ''] = opening
  const end = mark === '$$' ? '$$' : '\\]'
  const isAlone = mark === '$$' && first.trim() === ''
  const body: string[] = []
  for (let last = index; last < lines.length; last += 1) {
    const text = last === index ? first : (lines[last] ?? '').replace(/^[ \t>]*/, '')
    if (!isAlone && last > index && (text === '' || last - index > limits.formulaLines)) return null
    const at = text.indexOf(end)
    if (at === -1 || (isAlone && (last === index || !isMathEnd(text)))) {
      body.push(text)
      continue
    }
    const rest = text.slice(at + end.length).replace(/^\$+/, '')
    if (!/^[ \t]*[.,;:!?，。；：！？]?[ \t]*$/.test(rest)) return null
    const content = [...body, text.slice(0, at) + rest.trim()].filter((part) => part.trim() !== '')
    if (content.length === 0 && !isAlone) return null
    return { lines: ['$$', ...content, '$$'].map((part) => prefix + part), last }
  }
  return isAlone ? { lines: lines.slice(index), last: lines.length } : null
}

/** Formulas within the lines of one paragraph, heading, list item or cell. */
function normalizeInline(text: string): string {
  let out = ''
  let index = 0
  // So that a thousand openings do not each look for an end that is not there.
  const lastEnd = Math.max(text.lastIndexOf('\\)'), text.lastIndexOf('\\]'))
  const copyTo = (end: number) => {
    out += text.slice(index, end)
    index = end
  }
  for (;;) {
    const step = findFrom(/[\\`$]|https?:\/\//g, text, index)
    if (step === -1) return out + text.slice(index)
    copyTo(step)
    const char = text.charAt(index)
    if (char === '`') {
      copyTo(findCodeSpanEnd(text, index))
    } else if (char === '\\') {
      const formula = index < lastEnd ? readBracketed(text, index) : null
      if (formula) {
        out += formula.math
        index = formula.end
      } else copyTo(index + 2)
    } else if (char === '$') {
      const length = countFrom(text, index, '$')
      const end = findFormulaEnd(text, index, length)
      if (end > 0) {
        const content = text.slice(index + length, end - length)
        out += content.includes('\\$') && length === 1 ? `$$${content}$$` : text.slice(index, end)
        index = end
      } else {
        out += '\\$'.repeat(length)
        index += length
      }
    } else {
      const end = findFrom(/[\s<>]/g, text, index)
      copyTo(end === -1 ? text.length : end)
    }
  }
}

function findFrom(pattern: RegExp, text: string, index: number): number {
  pattern.lastIndex = index
  return pattern.exec(text)?.index ?? -1
}

function countFrom(text: string, index: number, char: string): number {
  let end = index
  while (text.charAt(end) === char) end += 1
  return end - index
}

/** The end of a code span that begins here, or of the ticks when nothing closes them. */
function findCodeSpanEnd(text: string, start: number): number {
  const length = countFrom(text, start, '`')
  let at = text.indexOf('`', start + length)
  while (at !== -1) {
    const closing = countFrom(text, at, '`')
    if (closing === length) return at + closing
    at = text.indexOf('`', at + closing)
  }
  return start + length
}

function readBracketed(text: string, start: number): { math: string; end: number } | null {
  const opening = text.charAt(start + 1)
  if (opening !== '(' && opening !== '[') return null
  const end = text.indexOf(opening === '(' ? '\\)' : '\\]', start + 2)
  if (end === -1) return null
  const inside = text.slice(start + 2, end)
  const content = inside.trim()
  if (content === '' || content.includes('`')) return null
  // Square brackets are also escaped to be square brackets: "\\[1\\]".
  if (opening === '[' && !/[\\^_={}+<>]|^\s.*\s$/s.test(inside)) return null
  if (text.charAt(end + 2) === '(') return null
  const dollars = content.includes('$') ? '$$' : '$'
  const body = opening === '(' ? content : `\\displaystyle ${content}`
  return { math: `${dollars}${body}${dollars}`, end: end + 2 }
}

/** The end of a formula that begins with `length` dollars at `start`, or 0 when they are no formula's beginning. */
function findFormulaEnd(text: string, start: number, length: number): number {
  if (length > 2) return 0
  const before = text.charAt(start - 1)
  const contentStart = start + length
  if (length === 1 && (/[A-Za-z0-9]/.test(before) || /^\s?$/.test(text.charAt(contentStart)))) return 0
  let at = contentStart
  while (at < text.length && text.charAt(at) !== '$') {
    if (text.charAt(at) === '`') return 0
    at += text.charAt(at) === '\\' ? 2 : 1
  }
  if (at >= text.length) return 0
  const closing = countFrom(text, at, '$')
  const content = text.slice(contentStart, at)
  if (closing !== length || content.trim() === '') return 0
  if (length === 1 && !isFormula(content, text.charAt(at + 1))) return 0
  return at + length
}

/** Single dollars are also money and shell variables: a formula touches its dollars and does not read like a price. */
function isFormula(content: string, after: string): boolean {
  if (/\s$/.test(content) || /[0-9A-Z_{]/.test(after)) return false
  if (/[a-z]/.test(after) && !/[\w})\]]$/.test(content)) return false
  return !looksLikeMoney(content)
}

function looksLikeMoney(content: string): boolean {
  if (/[\\^_=<>{}]/.test(content)) return false
  const amount = /^\d[\d,.]*(?:\s?(?:[kKmMbB]|万|亿|元|USD|million|billion))?/.exec(content)?.[0]
  if (amount === undefined || amount.length === content.length) return false
  return /\s\p{L}{2,}|\p{Script=Han}/u.test(content.slice(amount.length))
}
