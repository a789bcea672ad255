import { unfinishedMark } from './citations'

/**
 * Makes the unfinished end of a growing block presentable.
 *
 * In: the Markdown of the open block. Out: the same with open emphasis, code and links closed, and without a last line
 * that would turn out to be something else a character later ("-" under a paragraph is a heading until it is a list).
 */
export function completeOpen(source: string): string {
  const lineStart = source.lastIndexOf('\n') + 1
  const lastLine = source.slice(lineStart)
  if (lineStart > 0 && ambiguousLine.test(lastLine)) return source.slice(0, lineStart)
  const paragraphStart = Math.max(
    source.lastIndexOf('\n\n') + 1,
    source.lastIndexOf('\n|') + 1,
    lastItem(source),
  )
  return source.slice(0, paragraphStart) + closeInline(withoutMark(source.slice(paragraphStart)))
}

/** A mark of a reference is held back until it is whole, unless it stands in code. */
function withoutMark(text: string): string {
  const at = unfinishedMark(text)
  if (at === -1) return text
  const ticks = text.slice(0, at).match(/`/g)?.length ?? 0
  return ticks % 2 === 0 ? text.slice(0, at) : text
}

/** More than this is not emphasis that waits for its end. */
const mostOpen = 6

const ambiguousLine =
  /^[ \t>]*(?:[-=]{1,2}|[*+_#>|~`$]{1,3}|\d{1,9}[.)]?|[-*+][ \t]+\[[ xX]?\]?|\|?[ \t:|-]*)[ \t]*$/

function lastItem(source: string): number {
  const items = /\n[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t][^\n]*$/.exec(source)
  return items ? items.index + 1 : 0
}

function closeInline(text: string): string {
  const open: string[] = []
  let index = 0
  let linkStart = -1
  while (index < text.length) {
    const char = text.charAt(index)
    if (char === '\\') {
      index += 2
    } else if (char === '`') {
      const ticks = /^`+/.exec(text.slice(index))?.[0] ?? char
      const close = text.indexOf(ticks, index + ticks.length)
      if (close === -1) {
        const content = text.slice(index + ticks.length)
        return content.trim() === '' ? closeAll(text.slice(0, index), open) : closeAll(text + ticks, open)
      }
      index = close + ticks.length
    } else if (char === '[') {
      linkStart = index
      index += 1
    } else if (char === ']' && linkStart !== -1) {
      const target = /^\]\([^()\n]*$/.exec(text.slice(index))
      if (target) return closeAll(text.slice(0, index) + '](about:blank)', open)
      linkStart = -1
      index += 1
    } else if (char === '*' || char === '~') {
      const run = /^(?:\*{1,3}|~{1,2})/.exec(text.slice(index))?.[0] ?? char
      index += run.length
      const at = open.lastIndexOf(run)
      const isAfterSpace = index === run.length || /\s/.test(text.charAt(index - run.length - 1))
      if (at !== -1 && !isAfterSpace) open.splice(at)
      else if (index === text.length) return closeAll(text.slice(0, -run.length), open)
      else if (!/\s/.test(text.charAt(index)) && run !== '~') open.push(run)
    } else {
      index += 1
    }
  }
  return closeAll(text, open)
}

function closeAll(text: string, open: readonly string[]): string {
  if (open.length === 0 || open.length > mostOpen) return text
  const end = text.trimEnd()
  return end + open.toReversed().join('')
}
