import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BatchSetup } from '@/components/batches/batch-setup'
import { findAgent } from '@/lib/agents/queries'
import { getAgentForm } from '@/lib/forms/agent-form'
import { getLocale, getTranslations } from '@/lib/i18n/request'
import { enter } from '../../../enter'

type Props = { params: Promise<{ appId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ appId }, locale, t] = await Promise.all([params, getLocale(), getTranslations('batches')])
  const agent = await findAgent(appId)
  return agent ? { title: t('newTitle', { agent: agent.name[locale] }) } : {}
}

export default async function BatchSetupPage({ params }: Props) {
  const { appId } = await params
  const user = await enter(`/agents/${appId}/batch`)
  const agent = await findAgent(appId)
  if (!agent) notFound()
  const form = await getAgentForm(appId)
  return <BatchSetup key={appId} agent={agent} form={form} userId={user?.id ?? null} />
}
