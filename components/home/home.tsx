'use client'

import { useTranslations } from 'use-intl'
import { NewConversation } from '@/components/chat/new-conversation'
import { Mark } from '@/components/shell/mark'
import { PageHeader } from '@/components/shell/page-header'
import { StartHeader } from '@/components/shell/start-header'
import { EmptyState } from '@/components/ui/empty-state'
import type { Agent } from '@/lib/agents/schema'
import type { AgentForm } from '@/lib/forms/schema'
import { AgentCards } from './agent-cards'

type HomeProps = {
  agent: Agent | null
  agents: Agent[]
  form: AgentForm | null
  userId: string | null
  isAdmin: boolean
}

/** `agent` is the one that was asked last, else the first; null when there is none at all. */
export function Home({ agent, agents, form, userId, isAdmin }: HomeProps) {
  const t = useTranslations('home')
  if (!agent) {
    return (
      <>
        <PageHeader />
        <div className="flex grow flex-col justify-center pb-24">
          <EmptyState
            picture={<Mark className="size-12" />}
            title={t('emptyTitle')}
            text={isAdmin ? t('emptyText') : t('emptyPerson')}
          />
        </div>
      </>
    )
  }
  return (
    <>
      <StartHeader agent={agent} />
      <NewConversation agent={agent} agents={agents} form={form} userId={userId} autoFocus>
        <Mark className="size-10 text-accent" />
        <h1 className="mt-6 text-2xl font-medium tracking-tight text-balance">{t('greeting')}</h1>
        <AgentCards agents={agents} />
      </NewConversation>
    </>
  )
}
