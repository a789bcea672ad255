/** What a step was given and gave, as text: for searching, copying and looking at. Pure. */
import type { ToolInput, ToolOutput } from './events'
import type { NodeStep, ToolStep } from './run'

/** Null when the step reports none. */
export function inputText(step: NodeStep | ToolStep): string | null {
  return typeof step.input === 'string' || step.input === null ? step.input : toolInputText(step.input)
}

/** Null when the step reports none. */
export function outputText(step: NodeStep | ToolStep): string | null {
  return typeof step.output === 'string' || step.output === null ? step.output : toolOutputText(step.output)
}

function toolInputText(input: ToolInput): string {
  switch (input.kind) {
    case 'function':
      return input.parameters
    case 'retrieval':
      return input.query
    case 'web_search':
      return input.queries.join('\n')
    case 'mcp':
      return input.arguments
    case 'mcp_list':
      return input.server
    case 'code':
      return input.code
    case 'drawing':
      return input.prompt
    case 'browser':
      return input.call
    case 'unknown':
      return input.json
    default:
      return input satisfies never
  }
}

function toolOutputText(output: ToolOutput): string {
  switch (output.kind) {
    case 'function':
      return output.output
    case 'retrieval':
      return output.slices.join('\n\n')
    case 'web_search':
      return JSON.stringify(output.references, null, 2)
    case 'browser':
      return output.error ?? JSON.stringify(output.references, null, 2)
    case 'mcp':
      return [output.error, output.output].filter(Boolean).join('\n\n')
    case 'mcp_list':
      return output.error ?? JSON.stringify(output.tools, null, 2)
    case 'code':
      return [output.error, output.logs].filter(Boolean).join('\n\n')
    case 'drawing':
      return output.images.join('\n')
    case 'unknown':
      return output.json
    default:
      return output satisfies never
  }
}

/**
 * What a value says went wrong, when it is a JSON object that says so at its top: a named error that is not empty,
 * `success: false`, or a status of failure. Null otherwise; a guess, to be worded as one.
 */
export function reportedError(text: string | null): string | null {
  if (text === null || text.length > 100_000 || !/^\s*\{/.test(text)) return null
  const value = parse(text)
  if (typeof value !== 'object' || value === null) return null
  for (const [key, entry] of Object.entries(value)) {
    if (errorKey.test(key) && typeof entry === 'string' && entry.trim() !== '') return entry.trim()
    if (/^(success|ok)$/i.test(key) && entry === false) return `${key}: false`
    if (/^status$/i.test(key) && typeof entry === 'string' && /^(error|failed|failure)$/i.test(entry))
      return `${key}: ${entry}`
  }
  return null
}

const errorKey = /(^|_)(error|err|exception)(_?(msg|message|reason|text))?$/i

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
