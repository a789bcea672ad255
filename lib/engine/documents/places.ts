import type { Passage } from './passage'
import type { SlicePlace } from '../state'

/** As the retrieval log prints a passage: its heading and its text. */
export function toSlice(passage: Passage): string {
  if (passage.kind === 'row') return passage.text
  return `${passage.headings.at(-1) ?? ''}\n${passage.text}${markerOf(passage)}`.trim()
}

/** One entry for each line of a page, one for each row of a sheet, one for a paragraph without a place. */
export function toPlaces(passages: Passage[]): SlicePlace[] {
  return passages.flatMap((passage): SlicePlace[] => {
    const { kind, documentId, text } = passage
    if (kind === 'text') return [{ documentId, text }]
    if (kind === 'row') return [{ documentId, line: passage.line, sheetName: passage.sheetName, text }]
    return passage.lines.map(({ text: own, ...position }, index) => ({
      documentId,
      // A figure stands below its paragraph.
      text: index === passage.lines.length - 1 ? own + markerOf(passage) : own,
      position,
    }))
  })
}

/** What stands for a figure in a slice and in an answer that quotes it (api-facts §3.6). */
function markerOf(passage: Passage): string {
  return passage.kind === 'pdf' ? (passage.figure ?? '') : ''
}
