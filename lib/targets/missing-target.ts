import type { Target, TargetCard } from './schema'

/** Stands for a target that is not there any more, so that what was said with it stays readable. */
export function missingTarget(target: Target): TargetCard {
  return {
    target,
    name: { en: target.id, zh: target.id },
    description: { en: '', zh: '' },
    icon: '',
    openingQuestions: { en: [], zh: [] },
    attaches: [],
    settings: [],
  }
}
