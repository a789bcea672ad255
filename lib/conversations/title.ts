/** Characters of a title that makes itself; a Chinese character counts as two. */
const maxWidth = 48

/** A conversation's title from its first question: the first sentence, cut at a word. Pure. */
export function titleOf(question: string): string {
  const line =
    question
      .split('\n')
      .map(clean)
      .find((text) => text !== '') ?? ''
  const [sentence = line] = line.match(/^.+?[.!?。！？](?=\s|$|[\u3400-\u9fff])/u) ?? []
  return cut(sentence.length >= 4 ? sentence : line)
}

function clean(line: string): string {
  return line
    .replace(/^[\s#>*\-`]+/u, '')
    .replace(/\s+/gu, ' ')
    .trim()
}

function cut(text: string): string {
  let width = 0
  let end = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    width += /[\u2e80-\uffef]/u.test(segment) ? 2 : 1
    if (width > maxWidth) {
      const kept = text.slice(0, end)
      const space = kept.lastIndexOf(' ')
      return `${(space > end / 2 ? kept.slice(0, space) : kept).trimEnd()}…`
    }
    end += segment.length
  }
  return text.replace(/[。.]$/u, '')
}
