import type { Agent } from '@/lib/agents/schema'

/** Stands for an agent that nobody registers any more, so that what was said with it stays readable. */
export function missingAgent(appId: string): Agent {
  return {
    appId,
    name: { en: appId, zh: appId },
    description: { en: '', zh: '' },
    icon: '',
    openingQuestions: { en: [], zh: [] },
  }
}
