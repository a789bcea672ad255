import type { Passage } from '../../documents/passage'
import type { SlicePlace } from '../../state'

/** What the guide found and what it says about it. */
export type Finding = {
  markdown: string
  passages: Passage[]
}

/** As the retrieval log prints a passage: its heading and its text. */
export function toSlice(passage: Passage): string {
  return passage.kind === 'row' ? passage.text : `${passage.headings.at(-1) ?? ''}\n${passage.text}`.trim()
}

/** One entry for each line of a page, one for each row of a sheet. */
export function toPlaces(passages: Passage[]): SlicePlace[] {
  return passages.flatMap((passage): SlicePlace[] => {
    if (passage.kind === 'row') {
      const { documentId, line, sheetName, text } = passage
      return [{ documentId, line, sheetName, text }]
    }
    return passage.lines.map(({ text, ...position }) => ({ documentId: passage.documentId, text, position }))
  })
}
