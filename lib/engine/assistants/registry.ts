import type { EngineAssistant } from './assistant'
import { dataAssistant } from './data/data-assistant'
import { documentAssistant } from './document/document-assistant'
import { researchAssistant } from './research/research-assistant'
import { testAssistant } from './test/test-assistant'
import { translator } from './translator/translator'

/** In the order in which the list tells them. */
export const assistants: EngineAssistant[] = [
  researchAssistant,
  dataAssistant,
  documentAssistant,
  translator,
  testAssistant,
]

/** A line that leaves it to the test assistant, whichever was asked: so that each of them can meet faults. */
const testLine = /^\s*(?:test assistant|演练助手)\s*[:：]/im

export function findAssistant(id: string, question = ''): EngineAssistant | null {
  const known = assistants.find(({ card }) => card.id === id)
  return known && testLine.test(question) ? testAssistant : (known ?? null)
}
