import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/client'
import type { AgentRow } from '@/lib/db/schema'
import { agentSchema } from './schema'
import type { Agent } from './schema'

const storedAgent = z.object({
  name: z.string().transform(fromJson),
  description: z.string().transform(fromJson),
  opening_questions: z.string().transform(fromJson),
})

/** The agents that people see, in their order. */
export async function listAgents(): Promise<Agent[]> {
  const rows = await db()
    .selectFrom('agents')
    .selectAll()
    .where('is_visible', '=', 1)
    .orderBy('sort')
    .execute()
  return rows.map(toAgent)
}

/** Also finds hidden agents: conversations with them stay readable. */
export async function findAgent(appId: string): Promise<Agent | null> {
  const row = await db().selectFrom('agents').selectAll().where('app_id', '=', appId).executeTakeFirst()
  return row ? toAgent(row) : null
}

function toAgent(row: AgentRow): Agent {
  const { name, description, opening_questions } = storedAgent.parse(row)
  return agentSchema.parse({
    appId: row.app_id,
    name,
    description,
    icon: row.icon,
    openingQuestions: opening_questions,
  })
}

function fromJson(text: string): unknown {
  return JSON.parse(text)
}
