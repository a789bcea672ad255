/** Finds a conversion in a sentence, with the units in the short names that most converters know. */

export type Conversion = { value: number; from: string; to: string }

/** Short name, then how people write it. */
const units: readonly (readonly [string, string])[] = [
  ['km', 'kilomet(?:er|re)s?|km|公里|千米'],
  ['cm', 'centimet(?:er|re)s?|cm|厘米'],
  ['mm', 'millimet(?:er|re)s?|mm|毫米'],
  ['mi', 'miles?|mi|英里'],
  ['ft', 'feet|foot|ft|英尺'],
  ['in', 'inch(?:es)?|英寸'],
  ['yd', 'yards?|yd|码'],
  ['m', 'met(?:er|re)s?|m|米'],
  ['kg', 'kilograms?|kilos?|kg|公斤|千克'],
  ['g', 'grams?|g|克'],
  ['lb', 'pounds?|lbs?|磅'],
  ['oz', 'ounces?|oz|盎司'],
  ['degC', '(?:degrees? )?celsius|°\\s?C|degC|C|摄氏度?'],
  ['degF', '(?:degrees? )?fahrenheit|°\\s?F|degF|F|华氏度?'],
  ['K', 'kelvin|开尔文'],
  ['l', 'lit(?:er|re)s?|l|升'],
  ['gal', 'gallons?|gal|加仑'],
  ['km/h', 'km/h|kmh|kilomet(?:er|re)s? (?:per|an) hour'],
  ['mi/h', 'mph|miles? (?:per|an) hour'],
  ['min', 'minutes?|min|分钟'],
  ['s', 'seconds?|sec|秒'],
  ['h', 'hours?|h|小时'],
  ['day', 'days?|天'],
]
const any = [...units]
  .flatMap(([, words]) => words)
  .sort((left, right) => right.length - left.length)
  .join('|')
const number = String.raw`(-?\d[\d,]*(?:\.\d+)?)`
const forward = new RegExp(
  `${number}\\s*(${any})(?![a-z])\\s*(?:to|in|into|as|=|are how many|is how many|等于多少|是多少|换算成?|转换?成|转为|合)\\s*(?:多少)?\\s*(${any})(?![a-z])`,
  'i',
)
const backward = new RegExp(
  `how many (${any})(?![a-z]) (?:are|is|in|make|are there in|is there in)(?: there in)? ${number}\\s*(${any})(?![a-z])`,
  'i',
)

export function findConversion(text: string): Conversion | null {
  const plain = text.normalize('NFKC')
  const there = forward.exec(plain)
  if (there) return toConversion(there[1], there[2], there[3])
  const back = backward.exec(plain)
  return back ? toConversion(back[2], back[3], back[1]) : null
}

/** What a sentence asks besides a conversion. */
export function withoutConversion(text: string): string {
  return text.normalize('NFKC').replace(forward, ';').replace(backward, ';')
}

function toConversion(
  value: string | undefined,
  from: string | undefined,
  to: string | undefined,
): Conversion | null {
  const number = Number((value ?? '').replaceAll(',', ''))
  const [short, other] = [shorten(from ?? ''), shorten(to ?? '')]
  return short !== null && other !== null && short !== other
    ? { value: number, from: short, to: other }
    : null
}

function shorten(word: string): string | null {
  return units.find(([, words]) => new RegExp(`^(?:${words})$`, 'i').test(word.trim()))?.[0] ?? null
}
