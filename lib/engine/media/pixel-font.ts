/** Letters for charts: capitals and digits of three by five points, a digit of a row for each line. */

const glyphs: Record<string, string> = {
  A: '25755', B: '65656', C: '34443', D: '65556', E: '74647', F: '74644', G: '34553', H: '55755', I: '72227',
  J: '11152', K: '55655', L: '44447', M: '57755', N: '65555', O: '25552', P: '65644', Q: '25563', R: '65655',
  S: '34216', T: '72222', U: '55557', V: '55552', W: '55775', X: '55255', Y: '55222', Z: '71247',
  0: '75557', 1: '26227', 2: '71747', 3: '71717', 4: '55711', 5: '74717', 6: '74757', 7: '71111', 8: '75757',
  9: '75717', '.': '00002', ',': '00024', '-': '00700', '+': '02720', '%': '51245', '/': '11244', '(': '12221',
  ')': '42224', ':': '02020', "'": '22000', '#': '57575', _: '00007', '…': '00005',
} // prettier-ignore

const glyphWidth = 3
export const glyphHeight = 5

/** What of a text can be written with these letters; accents are left off. Empty when nothing is left. */
export function toWritable(text: string): string {
  return [...text.normalize('NFD').toUpperCase()]
    .filter((letter) => letter === ' ' || Object.hasOwn(glyphs, letter))
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/^[\s/,:-]+|[\s/,:-]+$/g, '')
}

/** In points, without the gap after the last letter. */
export function widthOf(text: string): number {
  return Math.max(0, text.length * (glyphWidth + 1) - 1)
}

/** Calls `dot` for every point of the text, counted from its top left corner. */
export function eachDot(text: string, dot: (x: number, y: number) => void): void {
  for (const [index, letter] of [...text].entries()) {
    for (const [y, row] of [...(glyphs[letter] ?? '')].entries()) {
      for (let x = 0; x < glyphWidth; x += 1)
        if (Number(row) & (1 << (glyphWidth - 1 - x))) dot(index * (glyphWidth + 1) + x, y)
    }
  }
}
