/** Fills a function's parameters, whose JSON schema came with the request, from the words of a question. */
import * as z from 'zod'

const schemaSchema = z.object({
  properties: z
    .record(
      z.string(),
      z.object({
        type: z.union([z.string(), z.array(z.string())]).optional(),
        enum: z.array(z.unknown()).optional(),
        description: z.string().optional(),
        format: z.string().optional(),
      }),
    )
    .optional(),
  required: z.array(z.string()).optional(),
})
type Property = NonNullable<z.infer<typeof schemaSchema>['properties']>[string]

/** Names that parameters of one meaning go by. */
const meanings: Record<string, RegExp> = {
  zone: /zone|tz|location|city|place/i,
  expression: /expr|formula|input|query|equation/i,
  value: /value|amount|number|quantity|magnitude/i,
  from: /from|source/i,
  to: /\bto\b|^to_?|_to$|target|into/i,
}

/** @param meant values by meaning: zone, expression, value, from, to @returns JSON */
export function fillArguments(
  tool: { parameters: Record<string, unknown> },
  question: string,
  meant: Record<string, string | number>,
): string {
  const schema = schemaSchema.safeParse(tool.parameters)
  const properties = Object.entries(schema.success ? (schema.data.properties ?? {}) : {})
  const required = new Set(schema.success ? (schema.data.required ?? []) : [])
  const filled: Record<string, unknown> = {}
  const rest = new Map(Object.entries(meant))
  for (const [name, property] of properties) {
    const meaning = [...rest.keys()].find((one) => meanings[one]?.test(name))
    if (meaning === undefined) continue
    filled[name] = suit(rest.get(meaning), property)
    rest.delete(meaning)
  }
  if (Object.keys(meant).length > 0) {
    // A parameter of another name that has to be there takes what was not placed.
    for (const [name, property] of properties) {
      const [next] = rest
      if (!next || Object.hasOwn(filled, name) || !required.has(name)) continue
      filled[name] = suit(next[1], property)
      rest.delete(next[0])
    }
    return JSON.stringify(filled)
  }
  for (const [name, property] of properties) {
    const value = guess(name, property, question, required.has(name))
    if (value !== undefined) filled[name] = value
  }
  return JSON.stringify(filled)
}

function suit(value: string | number | undefined, property: Property): unknown {
  if (property.enum === undefined) return isOf(property, 'string') ? String(value) : value
  const wanted = String(value).toLowerCase()
  return property.enum.find((one) => String(one).toLowerCase() === wanted) ?? value
}

function guess(name: string, property: Property, question: string, isRequired: boolean): unknown {
  if (property.enum) {
    const found = property.enum.find((one) => question.toLowerCase().includes(String(one).toLowerCase()))
    return found ?? (isRequired ? property.enum[0] : undefined)
  }
  if (isOf(property, 'number') || isOf(property, 'integer')) {
    const number = /-?\d+(?:\.\d+)?/.exec(question)?.[0]
    return number === undefined ? (isRequired ? 0 : undefined) : Number(number)
  }
  if (isOf(property, 'boolean')) return isRequired ? true : undefined
  if (property.format === 'date' || /date|day/i.test(name)) return findDate(question) ?? undefined
  if (isOf(property, 'array')) return isRequired ? [question] : undefined
  const named = /["“「《]([^"”」》]+)["”」》]/.exec(question)?.[1] ?? findName(question)
  return named ?? (isRequired ? question : undefined)
}

function isOf({ type }: Property, wanted: string): boolean {
  return Array.isArray(type) ? type.includes(wanted) : type === wanted
}

function findDate(question: string): string | null {
  const [, year, month, day] = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/.exec(question) ?? []
  if (year !== undefined) return `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  const days = /tomorrow|明[天晚]/i.test(question) ? 1 : /yesterday|昨[天晚]/i.test(question) ? -1 : null
  const isToday = /today|tonight|now|今[天晚夜]|现在/i.test(question)
  if (days === null && !isToday) return null
  return new Date(Date.now() + (days ?? 0) * 86_400_000).toISOString().slice(0, 10)
}

/** “Lake Baikal”, “Paris”: words with a capital that do not begin the sentence. */
function findName(question: string): string | null {
  const words = /(?<=\S\s)(?:\p{Lu}[\p{L}’'-]*)(?:\s+(?:\p{Lu}[\p{L}’'-]*))*/u.exec(question)?.[0]
  return words ?? /\p{Script=Han}{1,8}[湖海]/u.exec(question)?.[0] ?? null
}
