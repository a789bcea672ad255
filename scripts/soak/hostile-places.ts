import { payloads } from './hostile-payloads'

/** Where people see what an upstream or a person wrote, by the page that shows it. */
export const places = {
  form: [
    ...['field-name', 'field-tips', 'field-option', 'field-type', 'template-name', 'template-text'],
    ...['part-name', 'part-tips', 'part-option', 'file-name', 'refusal', 'parse-message'],
  ],
  agent: [
    ...['question', 'conversation-title', 'page-title', 'suggestion'],
    ...['error-text', 'error-message', 'error-code', 'error-request'],
    ...['prose', 'html-block', 'heading', 'emphasis', 'list-item', 'quote', 'table-cell', 'footnote'],
    ...['link-target', 'link-bracketed', 'link-title', 'image-address', 'image-text', 'autolink', 'address'],
    ...['reference-target', 'code-span', 'fence-html', 'fence-svg', 'fence-mermaid', 'fence-language'],
    ...['formula', 'formula-block', 'figure-mark'],
    ...['media-image', 'media-video', 'media-cover', 'media-audio'],
    ...['tool-code', 'tool-text', 'tool-file', 'asked-back', 'asked-option', 'unknown-type', 'unknown-value'],
    ...['computer-task', 'computer-plan', 'computer-action', 'computer-operation', 'computer-status'],
    ...['computer-level', 'node-name', 'node-input', 'node-output', 'node-key', 'node-value', 'loop-end'],
    ...['function-name', 'function-input', 'function-output', 'search-query', 'search-slice', 'web-query'],
    ...[
      'web-title',
      'web-link',
      'web-content',
      'web-site',
      'web-date',
      'web-mark',
      'other-tool',
      'other-value',
    ],
    ...['step-type', 'step-value', 'usage-node', 'usage-model'],
    ...['document-name', 'document-slice', 'sheet-name', 'sheet-head', 'sheet-cell'],
  ],
  model: [
    ...['thought', 'model-text', 'called-name', 'called-input', 'model-page', 'model-model', 'model-reason'],
    ...['mcp-server', 'mcp-tool', 'mcp-input', 'mcp-output', 'mcp-error', 'mcp-listed', 'mcp-about'],
    ...['mcp-schema', 'model-metadata', 'media-film', 'media-sound'],
  ],
  start: ['assistant-name', 'assistant-about', 'assistant-start'],
  assistant: [
    ...['assistant-text', 'assistant-metadata', 'assistant-model', 'assistant-suggestion'],
    ...['browser-call', 'browser-title', 'browser-link', 'browser-content', 'browser-error'],
    ...['code-input', 'code-log', 'code-error', 'drawing-prompt', 'drawing-image'],
    ...['hosted-name', 'hosted-input', 'hosted-output', 'hosted-slice', 'hosted-type'],
  ],
} as const satisfies Record<string, readonly string[]>

export type View = keyof typeof places
export type Place = (typeof places)[View][number]

/** Finds the name of a place in a page: its payload, and which one it is. */
export const markPattern = /p(\d\d)-([a-z]+(?:-[a-z]+)*)0/g

/** One payload as it stands in each place, with a name beside it that shows that the place was rendered. */
export type Hostile = {
  mark(place: Place): string
  text(place: Place): string
  /** The same in one line. */
  line(place: Place): string
  address(place: Place): string
}

/** @param origin of the hostile upstream */
export function hostileTexts(index: number, origin: string): Hostile {
  const payload = payloads[index]
  if (!payload) throw new Error(`There is no payload ${index}`)
  const mark = (place: Place) => `p${toNumber(index)}-${place}0`
  const text = (place: Place) => `${mark(place)} ${payload.text(mark(place))}`
  return {
    mark,
    text,
    line: (place) => text(place).replaceAll(/[\r\n\u2028\u2029]+/g, ' '),
    address: (place) => payload.address(mark(place), origin),
  }
}

/** Part of the ids by which the upstream knows which payload is asked for. */
export function toNumber(index: number): string {
  return String(index).padStart(2, '0')
}
