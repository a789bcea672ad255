/** Random Markdown for property tests: pieces that open, close, continue and break each other, in any order. */
export function randomDocument(random: () => number): string {
  const count = 1 + Math.floor(random() * 9)
  let text = ''
  for (let index = 0; index < count; index += 1) {
    text += fragments[Math.floor(random() * fragments.length)] ?? ''
    text += ['\n', '\n', '\n\n', '\n\n', '\n\n\n', '\n \n'][Math.floor(random() * 6)] ?? '\n'
  }
  return random() < 0.3 ? text.trimEnd() : text
}

/** The same seed gives the same numbers, from 0 to below 1. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/** Cuts a text at random places. */
export function randomPieces(random: () => number, text: string): string[] {
  const pieces: string[] = []
  const longest = [1, 3, 12, 60][Math.floor(random() * 4)] ?? 3
  for (let start = 0; start < text.length;) {
    const end = start + 1 + Math.floor(random() * longest)
    pieces.push(text.slice(start, end))
    start = end
  }
  return pieces
}

export const fragments = [
  'plain words',
  'two\nlines',
  '**“强调”**的中文，*斜体*。',
  'a `code $x$` and ~~gone~~',
  '# Heading',
  '### Heading `c` #',
  'Setext\n======',
  'Setext\n---',
  '---',
  '* * *',
  '- one\n- two',
  '- loose\n\n- list',
  '- item\n\n  second paragraph\n\n      code\n',
  '- a\n  - b\n    - c\n\n      deep',
  '* star\n+ plus',
  '1. one\n2. two',
  '1) one\n\n\n2) two',
  '7. seven\ncontinued lazily',
  '-\n\n  not in the item',
  '- [ ] open\n- [x] done',
  '> quote\nlazy',
  '> a\n>\n> - b\n>   c',
  '> ```\n> code\n\nafter',
  '    indented code\n\n    more of it',
  '\tindented by tab',
  '  two spaces',
  '```ts\nconst a = 1\n\nconst b = 2\n```',
  '```\nno language\n```',
  '~~~~py\n```\nx = 1\n~~~\n~~~~',
  '  ```js\n  indented\n ok\n  ```',
  '```\nnever closed',
  '- ```sh\n  ls\n\n  pwd\n  ```\n- next',
  '| a | b |\n|---|:-:|\n| 1 | `x` |\n| 2 |',
  '| not | a table |',
  'text\n| a |\n|---|\n| b |',
  '$$\nx = 1\n\ny = 2\n$$',
  '$$ x = y $$',
  '$$x = 1\n+ 2\n- 3$$',
  '\\[ a^2 + b^2 \\]',
  '\\[\n\\begin{aligned}\na &= b \\\\\n- c\n\\end{aligned}\n\\]',
  '\n\\[ never closed\n',
  'inline \\( a_b \\) and $c_d$ and $5 and $10',
  '$$\nnever closed',
  '- formula\n\n  $$\n  x\n  $$\n\n  after',
  '> $$\n> q\n> $$',
  '<div>\n*html*\n</div>',
  '<!-- comment\n\nwith blank -->',
  'a<br>b <b>c</b>',
  '<script>alert(1)</script>',
  '[link](https://example.org) and [ref] and [Other][ref] and [text][B c]',
  '\n[ref]: https://example.org/ref "Title"',
  '\n[b  C]: <https://example.org/b>\n[ref]: https://example.org/second',
  '[bad]: no definition',
  'see[^1] and [^note] and again[^1]',
  '[^1]: The first.',
  '[^note]: A note\n    with more\n\n    paragraphs and [ref]',
  '[^1]: again\n[^x]: unused',
  '![picture](https://example.org/a.png) https://example.com/路径，然后',
  'ends with two spaces  \nbreak',
  '\\# escaped \\*not\\*',
  '2. two first',
  '#not heading',
  '####### seven',
  '\n+ \n',
  '***bold and italic***',
  '中文段落，没有空格。\n下一行',
]
