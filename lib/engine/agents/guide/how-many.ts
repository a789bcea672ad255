const english = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const chinese = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const most = 20

const number = String.raw`\d+|${english.join('|')}`
const extreme = 'deepest|largest|biggest|highest|lowest|smallest|shallowest|longest'
const han = String.raw`\d+|[${chinese.join('')}两]`
const said = new RegExp(
  [
    String.raw`\btop (${number})\b`,
    String.raw`\b(${number}) (?:${extreme})\b`,
    String.raw`\b(?:${extreme}) (${number})\b`,
    String.raw`前\s*(${han})`,
    String.raw`最[^\d${chinese.join('')}两哪是]{1,4}(${han})\s*[个大座条行]`,
  ].join('|'),
  'i',
)

/** How many of a ranking a question asks for (“the five deepest lakes”, “前三个”), 1 to 20; null when it does not say. */
export function readHowMany(question: string): number | null {
  const word = said
    .exec(question)
    ?.slice(1)
    .find((one) => one !== undefined)
    ?.toLowerCase()
  if (word === undefined) return null
  const known = word === '两' ? 2 : Math.max(english.indexOf(word), chinese.indexOf(word)) + 1
  return Math.min(Math.max(known || Number(word), 1), most)
}
