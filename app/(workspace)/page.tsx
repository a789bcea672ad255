import type { Metadata } from 'next'
import { Home } from '@/components/home/home'
import { listAgents } from '@/lib/agents/queries'
import type { Agent } from '@/lib/agents/schema'
import { listConversations } from '@/lib/conversations/queries'
import type { AgentForm } from '@/lib/forms/schema'
import { getTranslations } from '@/lib/i18n/request'
import { enter } from './enter'
import { findForm } from './find-form'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return { title: { absolute: t('product') } }
}

export default async function HomePage() {
  const user = await enter('/')
  const [agents, recent] = await Promise.all([
    listAgents(),
    user ? listConversations(user.id) : { conversations: [] },
  ])
  const used = new Set(recent.conversations.map(({ target }) => target.id))
  const known = new Map(agents.map((agent) => [agent.appId, agent]))
  const byUse = [...used].flatMap((appId) => known.get(appId) ?? [])
  const first = await firstDialogue([...byUse, ...agents.filter(({ appId }) => !used.has(appId))])
  return <Home {...first} agents={agents} userId={user?.id ?? null} isAdmin={user?.role === 'admin'} />
}

/** The first agent that a message box is enough for; without any the very first. */
async function firstDialogue(agents: Agent[]): Promise<{ agent: Agent | null; form: AgentForm | null }> {
  for (const agent of agents) {
    const form = await findForm(agent.appId)
    if (form?.kind !== 'form') return { agent, form }
  }
  return { agent: agents[0] ?? null, form: null }
}
