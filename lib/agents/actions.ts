import 'server-only'
import { db } from '@/lib/db/client'
import type { AgentRow } from '@/lib/db/schema'
import type { Agent } from './schema'

/**
 * Makes the registered agents those of the configuration, in its order. Agents of another source are hidden rather
 * than deleted, so that conversations with them stay readable.
 */
export async function registerAgents(agents: Agent[], source: AgentRow['source']): Promise<void> {
  await db()
    .transaction()
    .execute(async (transaction) => {
      await transaction.updateTable('agents').set({ is_visible: 0 }).execute()
      for (const [sort, agent] of agents.entries()) {
        const content = {
          name: JSON.stringify(agent.name),
          description: JSON.stringify(agent.description),
          icon: agent.icon,
          opening_questions: JSON.stringify(agent.openingQuestions),
          sort,
          source,
          is_visible: 1 as const,
        }
        await transaction
          .insertInto('agents')
          .values({ app_id: agent.appId, ...content })
          .onConflict((conflict) => conflict.column('app_id').doUpdateSet(content))
          .execute()
      }
    })
}
