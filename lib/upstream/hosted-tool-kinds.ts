/**
 * What the words of the tools that run at upstream mean in ours (assistants, AllTools; api-facts §4.4, §5.1). An unknown
 * tool keeps its JSON. Pure.
 */
import type { ToolInput, ToolOutput, WebReference } from '@/lib/runs/events'
import { toJson, tryParseJson } from './json'
import { toWebReference } from './web-references'

export type HostedKind = {
  /** What a call is called when upstream gives it no name. */
  name: string
  toInput(input: string): ToolInput
  /** @param outputs items of all output chunks of one call, in order */
  toOutput(outputs: readonly unknown[]): ToolOutput
  /** Addresses of pictures that belong into the answer. */
  picturesOf(outputs: readonly unknown[]): string[]
  /** Addresses of other files that the tool made. */
  filesOf(outputs: readonly unknown[]): string[]
}

/** @param type upstream's word for the tool */
export function hostedKind(type: string): HostedKind {
  return kinds.get(type) ?? unknownKind(type)
}

/** Text as it is, anything else as JSON, nothing as nothing. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null || value === undefined ? '' : toJson(value)
}

const nothing = () => []

export function unknownKind(type: string): HostedKind {
  return {
    name: type,
    toInput: (input) => ({
      kind: 'unknown',
      json: tryParseJson(input) === undefined ? toJson(input) : input,
    }),
    toOutput: (outputs) => ({ kind: 'unknown', json: toJson(outputs.length === 1 ? outputs[0] : outputs) }),
    picturesOf: nothing,
    filesOf: nothing,
  }
}

const kinds = new Map<string, HostedKind>([
  [
    'web_browser',
    {
      name: 'browser',
      toInput: (call) => ({ kind: 'browser', call }),
      toOutput: (outputs) => ({
        kind: 'browser',
        references: outputs.flatMap(toReference),
        error: toError(outputs),
      }),
      picturesOf: nothing,
      filesOf: nothing,
    },
  ],
  [
    'code_interpreter',
    {
      name: 'code',
      toInput: (code) => ({ kind: 'code', code }),
      toOutput: (outputs) => ({
        kind: 'code',
        logs: outputs.map(toLogs).filter(Boolean).join('\n'),
        error: toError(outputs),
      }),
      // A chart comes as its address, alone or between other lines of the logs.
      picturesOf: (outputs) => [
        ...outputs.flatMap((output) => addressesIn(toLogs(output))).filter(isPicture),
        ...outputs.flatMap(toFile).filter(isPicture),
      ],
      filesOf: (outputs) => outputs.flatMap(toFile).filter((address) => !isPicture(address)),
    },
  ],
  [
    'drawing_tool',
    {
      name: 'drawing',
      toInput: (prompt) => ({ kind: 'drawing', prompt }),
      toOutput: (outputs) => ({ kind: 'drawing', images: outputs.flatMap(toImage) }),
      picturesOf: (outputs) => outputs.flatMap(toImage),
      filesOf: nothing,
    },
  ],
  [
    'retrieval',
    {
      name: 'retrieval',
      toInput: (query) => ({ kind: 'retrieval', query }),
      toOutput: (outputs) => ({ kind: 'retrieval', slices: outputs.flatMap(toSlice) }),
      picturesOf: nothing,
      filesOf: nothing,
    },
  ],
  [
    'function',
    {
      name: 'function',
      toInput: (parameters) => ({ kind: 'function', parameters: withoutFence(parameters) }),
      toOutput: (outputs) => ({ kind: 'function', output: outputs.map(toResult).join('\n') }),
      picturesOf: (outputs) => outputs.flatMap(toResultPicture),
      filesOf: nothing,
    },
  ],
])

/** Upstream gives no labels, so the place in the list is one; a page without an address cannot be cited. */
function toReference(output: unknown, at: number): WebReference[] {
  if (!isObject(output)) return []
  const found = toWebReference(output)
  const content = found.content.replace(/<\/?C\d+>/g, '')
  const hasFailed = textOf(output, 'error_msg') !== ''
  if (content === '' && (hasFailed || (found.link === null && found.title === ''))) return []
  const refer = found.refer ?? (found.link === null ? null : `ref_${at + 1}`)
  return [{ ...found, refer, content }]
}

/** What went wrong, and with which page. */
function toError(outputs: readonly unknown[]): string | null {
  const errors = outputs.flatMap((output) => {
    const error = textOf(output, 'error_msg')
    return error === '' ? [] : [[textOf(output, 'link'), error].filter(Boolean).join(': ')]
  })
  return [...new Set(errors)].join('\n') || null
}

function toLogs(output: unknown): string {
  return isObject(output) ? textOf(output, 'logs') : toText(output)
}

function addressesIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s"'`<>()[\]\\]+/gi) ?? []
  return found.map((address) => address.replace(/[.,;:!。，；]+$/, ''))
}

function toFile(output: unknown): string[] {
  const address = textOf(output, 'file')
  return isAddress(address) ? [address] : []
}

function toImage(output: unknown): string[] {
  const address = isObject(output) ? textOf(output, 'image') || textOf(output, 'url') : toText(output)
  return address === '' ? [] : [address]
}

/** The name of its document comes only where upstream is set up so. */
function toSlice(output: unknown): string[] {
  const text = isObject(output) ? textOf(output, 'text') || textOf(output, 'content') : toText(output)
  const document = textOf(output, 'document')
  const slice = [document, text].filter(Boolean).join('\n')
  return slice === '' ? [] : [slice]
}

function toResult(output: unknown): string {
  return isObject(output) && 'content' in output ? toText(output['content']) : toText(output)
}

/** A function that draws answers `{"url": "…"}`. */
function toResultPicture(output: unknown): string[] {
  const result = tryParseJson(toResult(output))
  const address = textOf(result, 'url') || textOf(result, 'image')
  return isAddress(address) && isPicture(address) ? [address] : []
}

/** Pseudo code comes in a fence of Markdown. */
function withoutFence(text: string): string {
  return /^\s*```[^\n]*\n([\s\S]*?)\n?```\s*$/.exec(text)?.[1] ?? text
}

function isPicture(address: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|bmp|svg)(?:[?#]|$)/i.test(address)
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

function textOf(value: unknown, key: string): string {
  return isObject(value) ? toText(value[key]) : ''
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
