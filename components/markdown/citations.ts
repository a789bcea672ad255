/**
 * Marks in an answer that stand for something it rests on: `[3]`, `[ref_3]`, `【ref_3】`, `[来源：ref_3]`,
 * `【3†source】` for a page that a web search found, `【示意图序号_171_1】` for a figure of a document (api-facts §3.5,
 * §3.6). A page is matched by upstream's own label, never by its position in the list. Pure.
 */
import type { WebReference } from '@/lib/runs/events'

export type TextPart =
  | { kind: 'text'; text: string }
  /** `numbers` of the references it names, in order; `text` as it was written. */
  | { kind: 'citation'; text: string; numbers: string[] }
  | { kind: 'figure'; text: string }

const label = String.raw`(?:来源\s*[:：]\s*)?ref[_\s-]?\d{1,4}(?:\s*[,，、;；]\s*(?:来源\s*[:：]\s*)?ref[_\s-]?\d{1,4}){0,9}`
const marks = new RegExp(
  [
    String.raw`【示意图序号_[^】\n]{1,200}】`,
    String.raw`【\s*(?:${label}|\d{1,4}\s*†[^】\n]{0,40}|来源\s*[:：]\s*\d{1,4})\s*】`,
    String.raw`\[\s*(?:${label}|来源\s*[:：]\s*\d{1,4}|\d{1,3})\s*\]`,
  ].join('|'),
  'gi',
)

/** Null when there is no mark in it. */
export function splitMarks(text: string): TextPart[] | null {
  if (!text.includes('[') && !text.includes('【')) return null
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(marks)) {
    const [mark] = match
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) })
    parts.push(
      mark.startsWith('【示意图')
        ? { kind: 'figure', text: mark }
        : { kind: 'citation', text: mark, numbers: numbersIn(mark) },
    )
    end = match.index + mark.length
  }
  if (parts.length === 0) return null
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return parts
}

/** The text of a slice, its figures apart. */
export function splitFigures(text: string): { text: string; isFigure: boolean }[] {
  return text
    .split(/(【示意图序号_[^】\n]{1,200}】)/)
    .flatMap((part, index) => (part === '' ? [] : [{ text: part, isFigure: index % 2 === 1 }]))
}

/** Some upstreams name a figure with its brackets, some without. */
export function sameFigure(one: string, other: string): boolean {
  return bare(one) === bare(other)
}

/**
 * The references that a number or label names. Several searches of one run may use a label each: then they are all
 * given, one for each page, because nothing says which is meant.
 */
export function findReferences(references: readonly WebReference[], refer: string): WebReference[] {
  const number = numberOf(refer)
  const seen = new Set<string>()
  return references.filter((reference) => {
    if (reference.refer === null) return false
    const isNamed = number === null ? reference.refer === refer : numberOf(reference.refer) === number
    const page = reference.link ?? reference.title
    if (!isNamed || seen.has(page)) return false
    seen.add(page)
    return true
  })
}

/** `ref_3`, `[3]`, `3` → "3"; null for a label of another kind. */
export function numberOf(refer: string | null): string | null {
  const digits = /^[[【]?\s*(?:ref[_\s-]?)?(\d{1,4})\s*[\]】]?$/i.exec(refer?.trim() ?? '')?.[1]
  return digits === undefined ? null : String(Number(digits))
}

/**
 * Where an unfinished mark at the end of a growing text begins, or -1: it is held back until it is whole, so that it
 * never shows as text first.
 */
export function unfinishedMark(text: string): number {
  // No mark is longer, and a long text of brackets and blanks must not be searched again and again.
  const tail = text.slice(-longestUnfinished)
  const at = tail.search(unfinished)
  return at === -1 ? -1 : text.length - tail.length + at
}

const longestUnfinished = 90
const unfinished =
  /(?:【[^】\n]{0,60}|\[\s*(?:来?|来源\s*[:：]?\s*(?:\d{0,4}|r?e?f?_?\d{0,4})|(?:re?|ref[_\s-]?\d{0,4}(?:\s*[,，、;；]\s*(?:r?e?|ref[_\s-]?\d{0,4}))*)|\d{1,3})\s*)$/i

function numbersIn(mark: string): string[] {
  const found = [...mark.matchAll(/\d{1,4}/g)].map(([digits]) => String(Number(digits)))
  // What follows the dagger is a word or a line number of the page, not a reference.
  return mark.includes('†') ? found.slice(0, 1) : [...new Set(found)]
}

function bare(marker: string): string {
  return marker.replace(/[【】\s]/g, '')
}
