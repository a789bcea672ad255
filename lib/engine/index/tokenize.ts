/** Words of English and of Chinese for ranking: stems on one side, characters and their pairs on the other. */

const english = new Set(
  'a an and are as at be been but by can could did do does for from had has have how i if in into is it its me my of on or our please should so tell than that the their them then there these they this to us was we were what when where which who why will with would you your about explain describe give show any some let between much many very make made making happen happened cause caused mean please tell know now someone causes makes happens formed form different difference around there get got'.split(
    ' ',
  ),
)

/** Question words and particles that say nothing about the matter. */
const chineseStop =
  /什么时候|什么意思|怎[么样]形成|能看到|看得到|看到|有什么不同|不同|区别|什么|是怎么回事|原因|为什么|怎么样|怎样|怎么|如何|哪一个|哪里|哪个|哪些|多少|是不是|有没有|可以|能不能|请问|告诉我|介绍一下|介绍|一下|解释|说明|关于|以及|还有|是|的|了|吗|呢|吧|和|与|在|会|把|被|就|都|也|很|我|你|他|它|们|这|那|有|要|请|个|一/g

const irregular: Record<string, string> = {
  fell: 'fall',
  fallen: 'fall',
  seen: 'see',
  saw: 'see',
  rose: 'rise',
  risen: 'rise',
  froze: 'freeze',
  frozen: 'freeze',
  drew: 'draw',
}

/** Lower-case terms in order; a term may repeat. */
export function tokenize(text: string): string[] {
  const terms: string[] = []
  const plain = text.normalize('NFKC').toLowerCase()
  for (const [word] of plain.matchAll(
    /[\p{Script=Latin}\d]+(?:[.'’][\p{Script=Latin}\d]+)*|\p{Script=Han}+/gu,
  )) {
    if (/\p{Script=Han}/u.test(word)) terms.push(...toChineseTerms(word))
    else if (!english.has(word)) {
      const plainWord = word.replace(/['’]s$/, '')
      terms.push(toStem(irregular[plainWord] ?? plainWord))
    }
  }
  return terms
}

/** The runs of at least two Chinese characters that are left when question words and particles are gone. */
export function withoutChineseStops(text: string): string[] {
  const runs = text.replace(chineseStop, ' ').match(/\p{Script=Han}{2,}/gu)
  return runs ?? []
}

/** Pairs carry the meaning; single characters help short words and are worth less because they are common. */
function toChineseTerms(run: string): string[] {
  return run
    .replace(chineseStop, ' ')
    .split(' ')
    .flatMap((part) => {
      const characters = [...part]
      const pairs = characters.slice(1).map((character, index) => `${characters[index]}${character}`)
      return [...pairs, ...characters]
    })
}

/** A light stem: plural, -ing, -ed, -ly, -ness; never shorter than three letters. */
export function toStem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word
  const rules: [RegExp, string][] = [
    [/sses$/, 'ss'],
    [/ies$/, 'y'],
    [/(?<=[^aeiou]{1,2}o|x|ch|sh|s)es$/, ''],
    [/(?<=[^su])s$/, ''],
  ]
  let stem = word
  for (const [pattern, replacement] of rules) {
    const next = stem.replace(pattern, replacement)
    if (next !== stem) {
      stem = next
      break
    }
  }
  stem = stem.replace(/(?<=.{4})(?:ness|ly)$/, '').replace(/(?<=.{3})(?:ing|ed)$/, '')
  stem = stem.replace(/([^aeiouls])\1$/, '$1').replace(/(?<=.{3})e$/, '')
  return stem.replace(/(?<=.{2})y$/, 'i')
}
