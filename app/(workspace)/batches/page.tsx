import type { Metadata } from 'next'
import { BatchList } from '@/components/batches/batch-list'
import { listAgents } from '@/lib/agents/queries'
import { listBatches } from '@/lib/batches/queries'
import { getTranslations } from '@/lib/i18n/request'
import { enter } from '../enter'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('batches')
  return { title: t('title') }
}

export default async function BatchesPage() {
  const user = await enter('/batches')
  const [batches, agents] = await Promise.all([user ? listBatches(user.id) : [], listAgents()])
  return <BatchList initial={batches} readAt={Date.now()} agents={agents} />
}
