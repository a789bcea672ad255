import { loadMath } from './math'
import { FunctionProblem } from './problem'

export const maxUnitLength = 40

/** @throws FunctionProblem */
export async function convertUnits({
  value,
  from,
  to,
}: {
  value: number
  from: string
  to: string
}): Promise<object> {
  const math = await loadMath()
  const [source, goal] = [unitOf(from), unitOf(to)]
  try {
    const result = math.unit(value, source).toNumber(goal)
    return { value, from, to, result: Number(result.toPrecision(12)) }
  } catch (error) {
    throw new FunctionProblem(error instanceof Error ? error.message : 'These units do not fit together.')
  }
}

/** What people write, in the words that mathjs knows. */
const words: Record<string, string> = {
  '°c': 'degC',
  c: 'degC',
  celsius: 'degC',
  '°f': 'degF',
  f: 'degF',
  fahrenheit: 'degF',
  k: 'K',
  kmh: 'km/h',
  kph: 'km/h',
  mph: 'mi/h',
  knot: '1852 m/h',
}

function unitOf(text: string): string {
  const word = text.trim()
  const known = words[word.toLowerCase()] ?? word
  if (/^[A-Za-z0-9 */^().-]+$/.test(known)) return known
  throw new FunctionProblem(`There is no unit "${text}".`)
}
