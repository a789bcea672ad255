/**
 * Texts made comparable, so that the same words in a slice and in a PDF are the same characters: compatibility forms
 * and radicals folded (full-width digits, ligatures, `⻅` for `见`), case, spaces, hyphens, quotes and bullets ignored.
 * Numbers stay what they are: "1 5" is not "15", "1.5" is not "15", "-5" is not "5". Pure.
 */

export type Comparable = {
  text: string
  /** For each character of `text`, the index in the source (UTF-16) of what it stands for. */
  at: number[]
}

export function toComparable(source: string): Comparable {
  let text = ''
  const at: number[] = []
  let index = 0
  let hasGap = false
  for (const character of source) {
    const here = index
    index += character.length
    if (ignorable.test(character)) continue
    if (/\s/.test(character)) {
      hasGap = true
      continue
    }
    if (dash.test(character)) {
      if (!/^\s*[.,]?\p{Nd}/u.test(source.slice(index, index + 8))) continue
      // After a letter or digit it joins ("GPT-5", "10-20"), after a gap it is a minus.
      text += hasGap || !/[\p{L}\p{N}]$/u.test(text) ? '−' : '-'
      at.push(here)
      hasGap = false
      continue
    }
    const folded = (radicals[character] ?? quotes[character] ?? character.normalize('NFKC')).toLowerCase()
    for (const part of folded) {
      if (/\s/.test(part)) continue
      // Between two digits a gap tells two numbers from one, and after a comma an enumeration from a decimal.
      if (hasGap && digit.test(part) && /\p{Nd}[.,]?$/u.test(text.slice(-2))) {
        text += ' '
        at.push(here)
      }
      hasGap = false
      text += part
      for (let unit = 0; unit < part.length; unit += 1) at.push(here)
    }
  }
  return { text, at }
}

/** Where `part` stands in `whole`, as indices into its text; at most `most` places. A number never matches within another. */
export function findPlaces(whole: Comparable, part: Comparable, most: number): number[] {
  const places: number[] = []
  if (part.text === '') return places
  for (let at = whole.text.indexOf(part.text); at !== -1; at = whole.text.indexOf(part.text, at + 1)) {
    if (!cutsNumber(whole.text, at, at + part.text.length)) places.push(at)
    if (places.length >= most) break
  }
  return places
}

function cutsNumber(text: string, start: number, end: number): boolean {
  if (digit.test(text.charAt(start))) {
    const before = text.slice(Math.max(0, start - 2), start)
    if (/(?:\p{Nd}|\p{Nd}[.,]|−)$/u.test(before)) return true
  }
  if (digit.test(text.charAt(end - 1)) && /^(?:\p{Nd}|[.,]\p{Nd})/u.test(text.slice(end, end + 2)))
    return true
  return false
}

const digit = /\p{Nd}/u
const dash = /[-‐‑‒–—―−－﹣]/
/** Soft hyphens, zero-width marks, byte order marks, bullets. */
const ignorable = /[\u00ad\u200b-\u200f\u2060\ufeff•◦▪●○■□‣⁃]/

const quotes: Record<string, string> = { '‘': "'", '’': "'", '‚': "'", '“': '"', '”': '"', '„': '"' }

/** The CJK radicals supplement has no compatibility mapping; fonts use these glyphs for the common characters. */
const radicals: Record<string, string> = Object.fromEntries(
  (
    '⺀冫 ⺝月 ⺟母 ⺠民 ⺤爪 ⺧牛 ⺩王 ⺫目 ⺬示 ⺮竹 ⺯糸 ⺰纟 ⺱罒 ⺲罒 ⺳罒 ⺴罒 ⺶羊 ⺷羊 ⺸羊 ⺹老 ⺻聿 ⺼月 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ' +
    '⻂衤 ⻃西 ⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒長 ⻓长 ⻔门 ⻕阝 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ' +
    '⻜飞 ⻝食 ⻞食 ⻟食 ⻠饣 ⻡首 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱亀 ⻲亀 ⻳龟'
  )
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
)
