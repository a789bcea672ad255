import { isFenceEnd } from './split'

/** The first word after the opening fence, and the code, of a fenced block as `advanceSplit` cuts it (CommonMark 0.31 §4.5). */
export function readFence(source: string): { word: string; code: string } {
  const lines = source.replace(/\n$/, '').split('\n')
  const [, indent = '', fence = '', info = ''] =
    /^( {0,3})(`{3,}|~{3,})[ \t]*(.*)$/.exec(lines[0] ?? '') ?? []
  const isClosed = lines.length > 1 && isFenceEnd(lines.at(-1) ?? '', fence)
  const body = lines.slice(1, isClosed ? -1 : undefined)
  const outdent = new RegExp(`^ {0,${indent.length}}`)
  const code = (indent === '' ? body : body.map((line) => expandTab(line).replace(outdent, ''))).join('\n')
  return { word: /^\S*/.exec(info)?.[0] ?? '', code }
}

/** A tab at the beginning reaches to the fourth column. */
function expandTab(line: string): string {
  return line.replace(/^( {0,3})\t/, '    ')
}
