/** An answer from what functions gave back. */
import * as z from 'zod'
import type { Language } from '../../index/language'
import type { ToolResult } from '../dialogue'

const failed = z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) })
/** What a converter of units is called with. */
const conversionSchema = z.object({ value: z.number(), from: z.string(), to: z.string() })
/** Fields that hold the gist, the most telling first. */
const gistNames = ['text', 'answer', 'result', 'formatted', 'output', 'value', 'time', 'local', 'iso']
const longestGist = 300

export function sayResults(results: ToolResult[], language: Language): string {
  return results.map((result) => sayResult(result, language)).join('\n\n')
}

/** @param server the MCP server that it is from; none: a function of whoever asks */
export function sayResult(
  { name, arguments: given, output }: Omit<ToolResult, 'id'>,
  language: Language,
  server: string | null = null,
): string {
  const isZh = language === 'zh'
  const value = parseJson(output)
  const failure = failed.safeParse(value)
  if (failure.success) {
    const { error } = failure.data
    const message = typeof error === 'string' ? error : error.message
    return isZh ? `\`${name}\` 没有成功：${message}` : `\`${name}\` did not succeed: ${message}`
  }
  const gist = findGist(value) ?? (output.length <= longestGist && !/^[[{]/.test(output) ? output : null)
  if (gist === null) {
    const lead = isZh ? `\`${name}\` 的结果：` : `This is what \`${name}\` gave:`
    return `${lead}\n\n${sayStructure(value, output)}${server === null ? '' : `\n\n${sayServer(server, isZh)}`}`
  }
  const asked = readArguments(given)
  const byFunction = isZh ? `*由函数 \`${name}\` 得出。*` : `*From the function \`${name}\`.*`
  const from = server === null ? byFunction : sayServer(server, isZh)
  const conversion = conversionSchema.safeParse(asked)
  if (conversion.success) {
    const { value: amount, from: unit, to } = conversion.data
    return `${amount} ${sayUnit(unit)} = **${gist} ${sayUnit(to)}**\n\n${from}`
  }
  const words = describeArguments(asked)
  return `${words === '' ? '' : `${words} → `}**${gist}**${restOf(value, { gist, asked }, language)}\n\n${from}`
}

function sayUnit(name: string): string {
  return name === 'degC' ? '°C' : name === 'degF' ? '°F' : name
}

function sayServer(server: string, isZh: boolean): string {
  return isZh ? `*来自 MCP 服务器“${server}”。*` : `*From the MCP server “${server}”.*`
}

function findGist(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return value.length <= longestGist ? value : null
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  for (const name of gistNames) {
    const one = (value as Record<string, unknown>)[name]
    if (typeof one === 'string' || typeof one === 'number') {
      const unit = (value as Record<string, unknown>)['unit']
      return `${one}${typeof unit === 'string' && !String(one).includes(unit) ? ` ${unit}` : ''}`
    }
  }
  return null
}

/** The other plain fields that nobody has said yet, in brackets. */
function restOf(
  value: unknown,
  { gist, asked }: { gist: string; asked: Record<string, unknown> },
  language: Language,
): string {
  if (typeof value !== 'object' || value === null) return ''
  const said = new Set(Object.values(asked))
  const others = Object.entries(value)
    .filter(([, one]) => !said.has(one))
    .filter(([name, one]) => (typeof one === 'string' || typeof one === 'number') && name !== 'unit')
    .filter(([, one]) => !gist.includes(String(one)) && String(one).length <= 60)
    .map(([name, one]) => `${name}: ${one}`)
  if (others.length === 0) return ''
  return language === 'zh' ? `（${others.join('，')}）` : ` (${others.join(', ')})`
}

function readArguments(given: string): Record<string, unknown> {
  const value = parseJson(given)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function describeArguments(asked: Record<string, unknown>): string {
  const plain = Object.values(asked).filter((one) => typeof one === 'string' || typeof one === 'number')
  return plain.length === 0 ? '' : `\`${plain.join(' ')}\``
}

function sayStructure(value: unknown, output: string): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const plain = Object.entries(value).filter(([, one]) => typeof one !== 'object')
    if (plain.length === Object.keys(value).length)
      return plain.map(([name, one]) => `- ${name}: **${String(one)}**`).join('\n')
  }
  if (typeof value === 'object' && value !== null)
    return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``
  return output
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
