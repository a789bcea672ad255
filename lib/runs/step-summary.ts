/** What a tool was asked to do, in one line beside its name. Pure. */
import type { ToolInput } from './events'
import type { ToolStep } from './run'

const maxLength = 160

/** Null when its input says nothing that fits a line. */
export function summaryOf({ input }: Pick<ToolStep, 'input'>): string | null {
  if (input === null) return null
  const line = lineOf(input).replace(/\s+/g, ' ').trim()
  if (line === '') return null
  return line.length > maxLength ? `${line.slice(0, maxLength).toWellFormed()}…` : line
}

function lineOf(input: ToolInput): string {
  switch (input.kind) {
    case 'function':
      return valuesIn(input.parameters)
    case 'retrieval':
      return input.query
    case 'web_search':
      return input.queries.join(' · ')
    case 'mcp':
      return [input.server, valuesIn(input.arguments)].filter(Boolean).join(' · ')
    case 'mcp_list':
      return input.server
    case 'code':
      return input.code.split('\n').find((line) => line.trim() !== '' && !line.startsWith('```')) ?? ''
    case 'drawing':
      return input.prompt
    case 'browser':
      return input.call
    case 'unknown':
      return ''
    default:
      return input satisfies never
  }
}

/** `{"city":"Oslo","days":3}` → `Oslo, 3`; anything that is no plain object as it is. */
function valuesIn(json: string): string {
  // Long arguments are files and texts: they are looked at, not summed up.
  if (json.length > 2_000) return ''
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return json
    return Object.values(value)
      .map((one: unknown) => (typeof one === 'string' ? one : JSON.stringify(one)))
      .join(', ')
  } catch {
    return json
  }
}
