import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AgentStart } from '@/components/agents/agent-start'
import { findAgent, listAgents } from '@/lib/agents/queries'
import { getAgentForm } from '@/lib/forms/agent-form'
import { getLocale } from '@/lib/i18n/request'
import { enter } from '../../enter'

type Props = { params: Promise<{ appId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ appId }, locale] = await Promise.all([params, getLocale()])
  const agent = await findAgent(appId)
  return agent ? { title: agent.name[locale], description: agent.description[locale] } : {}
}

export default async function AgentPage({ params }: Props) {
  const { appId } = await params
  const user = await enter(`/agents/${appId}`)
  const [agent, agents] = await Promise.all([findAgent(appId), listAgents()])
  if (!agent) notFound()
  const form = await getAgentForm(appId)
  return <AgentStart key={appId} agent={agent} agents={agents} form={form} userId={user?.id ?? null} />
}
