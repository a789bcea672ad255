import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AgentStart } from '@/components/agents/agent-start'
import { findAgent } from '@/lib/agents/queries'
import { getAgentForm } from '@/lib/forms/agent-form'
import { getLocale } from '@/lib/i18n/request'
import { findTarget, listTargets } from '@/lib/targets/queries'
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
  const [card, cards] = await Promise.all([findTarget({ family: 'agent', id: appId }), listTargets()])
  if (!card) notFound()
  const form = await getAgentForm(appId)
  return <AgentStart key={appId} card={card} cards={cards} form={form} userId={user?.id ?? null} />
}
