/** Questions that upstream recommends to go on with, of any family (api-facts §3.7, §5.4, D17). Pure. */
import { tryParseJson } from './json'

/** Questions that are shown, and characters of one. */
export const maxSuggestions = 6
export const maxSuggestionLength = 200

/** @param value a list, an object of texts, or text with one question a line; numbering is taken off */
export function toQuestions(value: unknown): string[] {
  const parsed = typeof value === 'string' ? (tryParseJson(value) ?? value.split('\n')) : value
  const values: unknown[] = typeof parsed === 'object' && parsed !== null ? Object.values(parsed).flat() : []
  const questions = values.flatMap((item) => {
    const question = firstText(item)
      ?.replace(/^\s*\d{1,2}[.、)]\s*/, '')
      .trim()
    return question ? [question.slice(0, maxSuggestionLength)] : []
  })
  return [...new Set(questions)].slice(0, maxSuggestions)
}

/** The text, or the first one in an object. */
export function firstText(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return null
  return Object.values(value).find((word): word is string => typeof word === 'string' && word !== '') ?? null
}
