/** Models that are offered before anybody asks upstream. Pure. */
import type { Capabilities } from './capabilities'

type Localized = { en: string; zh: string }

export type OfferedModel = {
  id: string
  /** Null: made from the id. */
  name: Localized | null
  description: Localized
  openingQuestions: { en: string[]; zh: string[] }
  /** What it takes, where somebody said it; else it is told from the id. */
  said: (Capabilities & { icon: string }) | null
}

/** Without `BIGMODEL_MODELS`: one of each kind that the documents of 2026 name. */
export const defaultModelIds = [
  'glm-5',
  'glm-4.7',
  'glm-4.7-flash',
  'glm-4.6',
  'glm-4.5-air',
  'glm-4.6v',
  'glm-4-voice',
  'glm-4-alltools',
]

/** A configured model; nobody wrote more about it. */
export function plainModel(id: string, name: string | null = null): OfferedModel {
  return {
    id,
    name: name === null ? null : { en: name, zh: name },
    description: { en: '', zh: '' },
    openingQuestions: { en: [], zh: [] },
    said: null,
  }
}

/** `glm-4.5-air` → `GLM-4.5-Air`; other families' names stay as they are. */
export function nameOfModel(id: string): string {
  if (!/^(?:char)?glm-/.test(id)) return id
  return id
    .split('-')
    .map((word) => (word === 'glm' ? 'GLM' : word === 'charglm' ? 'CharGLM' : capitalized(word)))
    .join('-')
}

function capitalized(word: string): string {
  if (/^\d/.test(word)) return word.replace(/v$/, 'V')
  return word === 'alltools' ? 'AllTools' : word.replace(/^[a-z]/, (letter) => letter.toUpperCase())
}
