import { getAgentForm } from '@/lib/forms/agent-form'
import type { AgentForm } from '@/lib/forms/schema'

/** What a page that is not about the form waits for it, in ms. */
const patienceMs = 300

/** Null when the platform takes its time: the browser asks again. */
export function findForm(appId: string): Promise<AgentForm | null> {
  return Promise.race([
    getAgentForm(appId),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs)),
  ])
}
