/**
 * Takes apart the text of models that write their thoughts into it (api-facts §4.3, D36): what stands between `<think>`
 * and `</think>` at the beginning is reasoning, and the marks around a final box are nobody's business. Marks may come
 * in pieces. Pure.
 */

export type TextPiece = { kind: 'text' | 'reasoning'; text: string }

export type TextSplitter = {
  /** What can be told of the text so far. */
  feed(text: string): TextPiece[]
  /** Nothing follows: what was held back because it might have become a mark. */
  flush(): TextPiece[]
}

const opening = '<think>'
const closing = '</think>'
const boxMarks = ['<|begin_of_box|>', '<|end_of_box|>']

export function createTextSplitter(): TextSplitter {
  let state: 'start' | 'thinking' | 'thought' | 'text' = 'start'
  let held = ''

  function feed(text: string): TextPiece[] {
    held += text
    const pieces: TextPiece[] = []
    for (;;) {
      const before = state
      step(pieces, false)
      if (state === before) return pieces.filter((piece) => piece.text !== '')
    }
  }

  function flush(): TextPiece[] {
    const pieces: TextPiece[] = []
    step(pieces, true)
    return pieces.filter((piece) => piece.text !== '')
  }

  function step(pieces: TextPiece[], isEnd: boolean): void {
    switch (state) {
      case 'start': {
        const begun = held.trimStart()
        if (begun.startsWith(opening)) {
          state = 'thinking'
          held = begun.slice(opening.length).replace(/^\n/, '')
        } else if (isEnd || !opening.startsWith(begun)) state = 'text'
        if (isEnd && state === 'text') step(pieces, isEnd)
        return
      }
      case 'thinking': {
        const at = held.indexOf(closing)
        const end = at >= 0 ? at : isEnd ? held.length : safeLength(held, [closing])
        pieces.push({ kind: 'reasoning', text: held.slice(0, end) })
        held = held.slice(at >= 0 ? end + closing.length : end)
        if (at >= 0) state = 'thought'
        return
      }
      case 'thought':
        held = held.trimStart()
        if (held !== '') state = 'text'
        return
      case 'text': {
        const plain = boxMarks.reduce((text, mark) => text.replaceAll(mark, ''), held)
        const end = isEnd ? plain.length : safeLength(plain, boxMarks)
        pieces.push({ kind: 'text', text: plain.slice(0, end) })
        held = plain.slice(end)
        return
      }
      default:
        state satisfies never
    }
  }

  return { feed, flush }
}

/** How much of the text cannot be the beginning of a mark. */
function safeLength(text: string, marks: readonly string[]): number {
  const at = text.lastIndexOf('<')
  const rest = at < 0 ? '' : text.slice(at)
  return rest !== '' && marks.some((mark) => mark.startsWith(rest)) ? at : text.length
}
