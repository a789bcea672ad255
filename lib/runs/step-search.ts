/** Finding steps by name, input and output. Pure. */
import type { NodeStep, ToolStep } from './run'
import { inputText, outputText } from './step-values'

export type Snippet = { field: 'input' | 'output'; before: string; match: string; after: string }

/** Keys of the steps that match, in the order of the run; the snippet is null when the name alone matches. */
export type StepMatches = ReadonlyMap<string, Snippet | null>

const contextBefore = 32
const contextAfter = 96

/** @param nameOf what the step is called on the screen; @returns null for an empty query */
export function findSteps(
  steps: NodeStep[],
  query: string,
  nameOf: (step: NodeStep | ToolStep) => string,
): StepMatches | null {
  const pattern = toPattern(query)
  if (!pattern) return null
  const found = new Map<string, Snippet | null>()
  const look = (step: NodeStep | ToolStep) => {
    const snippet = findIn('input', inputText(step), pattern) ?? findIn('output', outputText(step), pattern)
    if (snippet || pattern.test(nameOf(step)) || pattern.test(step.name)) found.set(step.key, snippet)
  }
  for (const step of steps) {
    look(step)
    step.tools.forEach(look)
  }
  return found
}

/** Matches text as it is, in whatever case; null for nothing but spaces. */
export function toPattern(query: string): RegExp | null {
  const words = query.trim()
  return words === '' ? null : new RegExp(words.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`), 'iu')
}

function findIn(field: Snippet['field'], text: string | null, pattern: RegExp): Snippet | null {
  const hit = text === null ? null : pattern.exec(text)
  if (text === null || !hit) return null
  const end = hit.index + hit[0].length
  const from = Math.max(0, hit.index - contextBefore)
  return {
    field,
    before: (from > 0 ? '…' : '') + oneLine(text.slice(from, hit.index)),
    match: oneLine(hit[0]),
    after: oneLine(text.slice(end, end + contextAfter)) + (end + contextAfter < text.length ? '…' : ''),
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').toWellFormed()
}
