import { limits } from './limits'

/**
 * Cuts a growing Markdown text into top-level blocks, looking at each line once.
 *
 * In: what the last call returned (or null) and the text so far. Out: finished blocks, which never change again, and
 * the tail, which may. It cuts only where CommonMark, GFM and math carry nothing across, so formatting the blocks one
 * by one gives what formatting the whole would; where it is unsure it does not cut. Where it cuts does not depend on
 * how the text arrived.
 */
export function advanceSplit(previous: Split | null, text: string): Split {
  const source = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  const last = previous !== null && source.startsWith(previous.source) ? previous : null
  if (last && source.length === last.source.length) return last

  const state = last ? { ...last.state } : emptyState()
  const added: Block[] = []
  let lineEnd = source.indexOf('\n', state.position)
  while (lineEnd !== -1) {
    takeLine(state, added, source, lineEnd + 1)
    lineEnd = source.indexOf('\n', state.position)
  }
  if (source.length - state.position > limits.line) takeLongLine(state, added, source)

  const atEnd = { ...state }
  const tail: Block[] = []
  if (atEnd.position < source.length) takeLine(atEnd, tail, source, source.length)
  closeBlock(atEnd, tail, source, source.length)

  const before = last?.finished ?? []
  const finished = added.length > 0 ? [...before, ...added] : before
  return { source, state, tail, finished, origin: last?.origin ?? {} }
}

/**
 * `text` is for the Markdown parser; `code` and `math` are fenced and need none; `footnote` is a footnote's text, shown
 * at the end; `plain` and `listing` are text and code beyond a limit.
 */
export type BlockKind = 'text' | 'code' | 'math' | 'footnote' | 'plain' | 'listing'

export interface Block {
  kind: BlockKind
  source: string
}

export interface Split {
  source: string
  /** The same object as long as the text only grew. */
  origin: object
  finished: readonly Block[]
  tail: readonly Block[]
  state: Readonly<State>
}

/** Where the scanner stands: inside which block, since when. */
interface State {
  mode: 'none' | 'text' | 'list' | 'footnote' | 'fence' | 'math' | 'rest'
  /** Start of the open block. */
  start: number
  /** Start of the first line that has not been taken. */
  position: number
  /** The opening fence of code or math. */
  fence: string
  /** Columns from which a line belongs to the open list item or footnote. */
  inset: number
  /** The opening fence of code inside a list. */
  innerFence: string
  /** What ends a formula that began in a paragraph's line. */
  formulaEnd: '' | '$$' | '\\]'
  formulaAt: number
  /** In that formula a line looked like a list item. */
  hasHiddenItem: boolean
  /** The open block is one paragraph so far. */
  isParagraph: boolean
  isAfterBlank: boolean
  /** The last line was a list marker with nothing behind it. */
  isEmptyItem: boolean
  /** The last line that was not blank was indented like code. */
  isIndented: boolean
  /** The open block is beyond its limit; what was cut off already is plain text. */
  isPlain: boolean
  /** The line at `position` is very long and has been judged by its beginning. */
  isLong: boolean
  /** Blocks so far. */
  count: number
}

const emptyState = (): State => ({
  mode: 'none',
  start: 0,
  position: 0,
  fence: '',
  inset: 0,
  innerFence: '',
  formulaEnd: '',
  formulaAt: 0,
  hasHiddenItem: false,
  isParagraph: false,
  isAfterBlank: false,
  isEmptyItem: false,
  isIndented: false,
  isPlain: false,
  isLong: false,
  count: 0,
})

const codeFence = /^ {0,3}(?:(`{3,})[^`\n]*|(~{3,})[^\n]*)\n?$/
const mathFence = /^ {0,3}(\${2,})[ \t]*\n?$/
const mathEnd = /^(?:(?!\$\$).)*\${2,}[ \t]*[.,;:。，；：]?[ \t]*\n?$/
const formulaStart = /^ {0,3}(?:(\$\$)(?!.*\$\$)|\\\[(?!.*\\\]))/
const heading = /^#{1,6}(?:[ \t]|\n|$)/
const rule = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*\n?$/
const starRule = /^ {0,3}([*_])(?:[ \t]*\1){2,}[ \t]*\n?$/
const notParagraph = /^ {0,3}(?:[>[]|\$\$|\\\[)|\||^ {0,3}(?:=+|-+)[ \t]*\n?$/
const endsList = /^ {0,3}(?:>|\$\$.*\$\$|\\\[.*\\\]|([*_])(?:[ \t]*\1){2,}[ \t]*\n?$)/
const listMarker = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\n|$)/
const listInterrupting = /^ {0,3}(?:[-*+]|1[.)])[ \t]+\S/
const footnoteMarker = /^ {0,3}\[\^[^\]\s]+\]:/
/** A line that is no lazy continuation of a footnote's paragraph. */
const endsNote =
  /^ {0,3}(?:>|\$\$.*\$\$|\\\[.*\\\]|(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\n|$)|([-*_])(?:[ \t]*\1){2,}[ \t]*\n?$)/
/** List and quote marks before a line's content. */
const containers = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*/
const codeIndent = /^(?: {4}| {0,3}\t)/

function takeLine(state: State, blocks: Block[], source: string, end: number): void {
  const lineStart = state.position
  if (!state.isLong) judgeLine(state, blocks, source, source.slice(lineStart, end))
  state.position = end
  if (state.mode === 'none') state.start = end
  else cutExcess(state, blocks, source, end)
  if (!state.isLong && isEnd(state, source, lineStart, end)) closeBlock(state, blocks, source, end)
  state.isLong = false
}

/** A line that goes on for ever is judged once, then cut into pieces as it grows. */
function takeLongLine(state: State, blocks: Block[], source: string): void {
  if (!state.isLong)
    judgeLine(state, blocks, source, source.slice(state.position, state.position + limits.line))
  state.isLong = true
  cutExcess(state, blocks, source, source.length)
}

/** Decides whether the line goes on with the open block or begins another. */
function judgeLine(state: State, blocks: Block[], source: string, line: string): void {
  if (state.mode === 'fence' || state.mode === 'math' || state.mode === 'rest') return
  if (line.trim() === '') {
    if (state.formulaEnd !== '' && state.hasHiddenItem) state.mode = 'list'
    if (state.mode === 'text' && (!state.isIndented || state.isParagraph))
      closeBlock(state, blocks, source, state.position)
    if (state.isEmptyItem) state.inset = 4
    state.isAfterBlank = true
    state.formulaEnd = ''
    state.hasHiddenItem = false
    return
  }
  if (state.mode !== 'none' && isNewBlock(state, line)) closeBlock(state, blocks, source, state.position)
  if (state.mode === 'none') openBlock(state, line)
  if (state.formulaEnd !== '') {
    state.hasHiddenItem ||= isListItem(line)
    if (state.hasHiddenItem) followList(state, line)
  } else {
    if (state.mode === 'text' && isListItem(line) && !state.isParagraph) state.mode = 'list'
    if (state.mode === 'list') followList(state, line)
  }
  if (notParagraph.test(line)) state.isParagraph = false
  state.isAfterBlank = false
  state.isIndented = codeIndent.test(line)
  if (state.mode === 'text' || state.mode === 'list' || state.mode === 'footnote') {
    followFormula(state, blocks, source, line)
  }
}

function isNewBlock(state: State, line: string): boolean {
  if (state.mode !== 'text' && countColumns(line) >= state.inset) return false
  if (codeFence.test(line) || heading.test(line) || footnoteMarker.test(line)) return true
  if (state.formulaEnd === '$$') return false
  if (state.formulaEnd !== '') return mathFence.test(line)
  if (mathFence.test(line)) return true
  const isItem = isListItem(line)
  if (state.mode === 'list') {
    return !isItem && (state.isAfterBlank || state.innerFence !== '' || endsList.test(line))
  }
  if (state.mode === 'footnote') return state.isAfterBlank || endsNote.test(line)
  // After indented code the parser reads some list markers as text: those stay together.
  if (state.isIndented && isItem && !state.isParagraph) return false
  if (starRule.test(line)) return true
  return listInterrupting.test(line) || (state.isAfterBlank && !codeIndent.test(line))
}

function isListItem(line: string): boolean {
  return listMarker.test(line) && !rule.test(line)
}

/** Where the list's items begin and whether code is open in them, which says what still belongs to it. */
function followList(state: State, line: string): void {
  const marker = isListItem(line) ? listMarker.exec(line) : null
  if (marker && countColumns(line) < state.inset) {
    const content = line.slice(marker[0].trimEnd().length)
    const gap = countColumns(content)
    const width = countColumns(line) + marker[0].trim().length
    state.isEmptyItem = content.trim() === ''
    state.inset = width + (gap > 4 || state.isEmptyItem ? 1 : gap)
    state.innerFence = ''
  } else {
    state.isEmptyItem = false
    // A rule, or the line under a heading: either way the list has ended before.
    if (rule.test(line) && countColumns(line) < state.inset) state.inset = 4
  }
  const content = line.replace(containers, '')
  if (state.innerFence === '') state.innerFence = readFenceMark(content)
  else if (isFenceEnd(content, state.innerFence)) state.innerFence = ''
}

function countColumns(line: string): number {
  let columns = 0
  for (const char of line) {
    if (char === ' ') columns += 1
    else if (char === '\t') columns += 4 - (columns % 4)
    else break
  }
  return columns
}

function readFenceMark(line: string): string {
  const fence = codeFence.exec(line)
  return fence?.[1] ?? fence?.[2] ?? ''
}

/**
 * A formula between `$$` or `\[` and its end, within one paragraph, hides what looks like other blocks. It is a block
 * itself once it has ended, and then it also ends the list or footnote before it.
 */
function followFormula(state: State, blocks: Block[], source: string, line: string): void {
  if (state.formulaEnd !== '') {
    if (!line.includes(state.formulaEnd)) return
    const start = state.formulaAt
    if (state.mode !== 'text') {
      closeBlock(state, blocks, source, start)
      state.mode = 'text'
    }
    state.formulaEnd = ''
    state.hasHiddenItem = false
    state.isParagraph = false
  } else if (state.mode === 'text' || countColumns(line) < state.inset) {
    const start = formulaStart.exec(line)
    if (!start) return
    state.formulaEnd = start[1] ? '$$' : '\\]'
    state.formulaAt = state.position
  }
}

function openBlock(state: State, line: string): void {
  state.start = state.position
  state.isParagraph = !codeIndent.test(line)
  const fence = readFenceMark(line)
  const math = mathFence.exec(line)
  if (state.count >= limits.blocks || state.start >= limits.total) {
    state.mode = 'rest'
    state.isPlain = true
  } else if (fence) {
    state.mode = 'fence'
    state.fence = fence
  } else if (math) {
    state.mode = 'math'
  } else if (footnoteMarker.test(line)) {
    state.mode = 'footnote'
    state.inset = 4
  } else {
    state.mode = isListItem(line) ? 'list' : 'text'
    state.inset = Infinity
  }
}

/** Fences end with their last line; a heading and a rule are one line. */
function isEnd(state: State, source: string, lineStart: number, end: number): boolean {
  if (state.mode === 'text') {
    const line = source.slice(lineStart, end)
    return lineStart === state.start && (heading.test(line) || rule.test(line))
  }
  const isFirst = lineStart <= state.start && !state.isPlain
  if (isFirst || end - lineStart > limits.line) return false
  const line = source.slice(lineStart, end)
  if (state.mode === 'math') return isMathEnd(line)
  return state.mode === 'fence' && isFenceEnd(line, state.fence)
}

/** Whether the line closes a formula that `$$` alone on a line has opened. */
export function isMathEnd(line: string): boolean {
  return mathEnd.test(line)
}

/** Whether the line closes code that was opened by this fence. */
export function isFenceEnd(line: string, fence: string): boolean {
  const mark = line.trim()
  return mark.length >= fence.length && mark === fence.charAt(0).repeat(mark.length) && !codeIndent.test(line)
}

const kinds = {
  text: 'text',
  list: 'text',
  footnote: 'footnote',
  fence: 'code',
  math: 'math',
  rest: 'plain',
} as const

function kindOf(state: State, mode: keyof typeof kinds): BlockKind {
  if (!state.isPlain) return kinds[mode]
  return mode === 'fence' ? 'listing' : 'plain'
}

function closeBlock(state: State, blocks: Block[], source: string, end: number): void {
  if (state.mode !== 'none' && end > state.start) {
    addBlock(state, blocks, kindOf(state, state.mode), source.slice(state.start, end))
  }
  state.mode = 'none'
  state.start = end
  state.formulaEnd = ''
  state.hasHiddenItem = false
  state.innerFence = ''
  state.isAfterBlank = false
  state.isEmptyItem = false
  state.isIndented = false
  state.isPlain = false
}

function addBlock(state: State, blocks: Block[], kind: BlockKind, source: string): void {
  blocks.push({ kind, source: detach(source) })
  state.count += 1
}

/** Engines keep the whole text alive for a slice of it, and a growing text has a thousand versions: this copies. */
function detach(slice: string): string {
  return ` ${slice.replace(stackedMarks, '$1')}`.slice(1)
}

const stackedMarks = new RegExp(`(\\p{M}{${limits.combining}})\\p{M}+`, 'gu')

/** Beyond its limit a block becomes plain text, in pieces that depend on positions only. */
function cutExcess(state: State, blocks: Block[], source: string, end: number): void {
  if (end - state.start > (state.mode === 'fence' ? limits.code : limits.block)) state.isPlain = true
  while (state.isPlain && end - state.start > limits.piece) {
    const pieceEnd = toPieceEnd(source, state.start)
    addBlock(state, blocks, state.mode === 'fence' ? 'listing' : 'plain', source.slice(state.start, pieceEnd))
    state.start = pieceEnd
  }
}

function toPieceEnd(source: string, start: number): number {
  const end = start + limits.piece
  const lineEnd = source.lastIndexOf('\n', end - 1) + 1
  if (lineEnd > start + limits.piece / 2) return lineEnd
  const isPairCut = /[\ud800-\udbff]/.test(source.charAt(end - 1))
  return isPairCut ? end - 1 : end
}
