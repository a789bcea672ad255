import { tokenize } from './tokenize'

/** Sentences of mixed text; abbreviations and decimals stay whole. */
export function splitSentences(text: string): string[] {
  return text
    .replace(/\s+/g, ' ')
    .split(/(?<=[。！？；])|(?<=[.!?]["”’)]?)\s+(?=["“(]?[\p{Lu}\d])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** How much of the question a sentence holds, as a sum of the weights of the terms they share. */
export function overlap(question: string, sentence: string, weigh: (term: string) => number): number {
  const terms = new Set(tokenize(question))
  const own = new Set(tokenize(sentence))
  let sum = 0
  for (const term of terms) if (own.has(term)) sum += weigh(term)
  return sum
}
