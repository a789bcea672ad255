import type { Metadata } from 'next'
import { Home } from '@/components/home/home'
import { listAgents } from '@/lib/agents/queries'
import { listConversations } from '@/lib/conversations/queries'
import { getTranslations } from '@/lib/i18n/request'
import { enter } from './enter'

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
  const lastUsed = recent.conversations[0]?.target.id
  const agent = agents.find(({ appId }) => appId === lastUsed) ?? agents[0] ?? null
  return <Home agent={agent} agents={agents} userId={user?.id ?? null} isAdmin={user?.role === 'admin'} />
}
