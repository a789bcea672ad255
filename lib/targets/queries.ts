import 'server-only'
import { findAgent, listAgents } from '@/lib/agents/queries'
import type { Agent } from '@/lib/agents/schema'
import { findAssistant, listAssistants } from '@/lib/assistants/queries'
import { findModel, listModels } from '@/lib/models/queries'
import { uploadKinds } from '@/lib/uploads/schema'
import type { Target, TargetCard } from './schema'

/** What people see of a target; null when there is no such target. Hidden agents are found too. */
export async function findTarget(target: Target): Promise<TargetCard | null> {
  switch (target.family) {
    case 'agent': {
      const agent = await findAgent(target.id)
      return agent ? agentCard(agent) : null
    }
    case 'assistant':
      return findAssistant(target.id)
    case 'model':
    case 'on-premises':
    case 'compatible':
      return findModel(target)
    default:
      return target.family satisfies never
  }
}

/** All that a new conversation can be with: agents, assistants, models. */
export async function listTargets(): Promise<TargetCard[]> {
  const [agents, { assistants }, models] = await Promise.all([listAgents(), listAssistants(), listModels()])
  return [...agents.map(agentCard), ...assistants, ...models]
}

function agentCard({ appId, ...agent }: Agent): TargetCard {
  return { ...agent, target: { family: 'agent', id: appId }, attaches: [...uploadKinds], settings: [] }
}
