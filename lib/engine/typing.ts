/** Cuts text the way a model streams it: one to three Chinese characters, or a word with the space after it. */

const piece = /\p{Script=Han}[，。、；：？！]?|[^\s\p{Script=Han}]+[^\S\n]*|\n+|\s+/gu
const runLengths = [2, 1, 3, 2, 1, 1, 3]

export function* toTypingChunks(text: string): Generator<string> {
  let pending = ''
  let count = 0
  let turn = 0
  for (const [token] of text.matchAll(piece)) {
    const isHan = /^\p{Script=Han}/u.test(token)
    if (!isHan) {
      if (pending !== '') yield pending
      pending = ''
      count = 0
      yield* cutLong(token)
      continue
    }
    pending += token
    count += 1
    if (count >= (runLengths[turn % runLengths.length] ?? 1)) {
      yield pending
      pending = ''
      count = 0
      turn += 1
    }
  }
  if (pending !== '') yield pending
}

const longestToken = 24

function* cutLong(token: string): Generator<string> {
  const characters = [...token]
  for (let start = 0; start < characters.length; start += longestToken) {
    yield characters.slice(start, start + longestToken).join('')
  }
}
