import 'server-only'
import { findAgent, listAgents } from '@/lib/agents/queries'
import type { Agent } from '@/lib/agents/schema'
import { uploadKinds } from '@/lib/uploads/schema'
import type { Target, TargetCard } from './schema'

/** What people see of a target; null when there is no such target. Hidden agents are found too. */
export async function findTarget(target: Target): Promise<TargetCard | null> {
  if (target.family !== 'agent') return null
  const agent = await findAgent(target.id)
  return agent ? agentCard(agent) : null
}

/** All that a new conversation can be with, agents first. */
export async function listTargets(): Promise<TargetCard[]> {
  return (await listAgents()).map(agentCard)
}

function agentCard({ appId, ...agent }: Agent): TargetCard {
  return { ...agent, target: { family: 'agent', id: appId }, attaches: [...uploadKinds], settings: [] }
}
