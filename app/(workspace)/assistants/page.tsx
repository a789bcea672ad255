import type { Metadata } from 'next'
import { AssistantList } from '@/components/assistants/assistant-list'
import { listAssistants } from '@/lib/assistants/queries'
import { getTranslations } from '@/lib/i18n/request'
import { enter } from '../enter'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return { title: t('assistants') }
}

export default async function AssistantsPage() {
  const user = await enter('/assistants')
  return (
    <AssistantList
      initial={await listAssistants()}
      readAt={Date.now()}
      userId={user?.id ?? null}
      isAdmin={user?.role === 'admin'}
    />
  )
}
