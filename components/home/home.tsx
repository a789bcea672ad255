'use client'

import { useTranslations } from 'use-intl'
import { NewConversation } from '@/components/chat/new-conversation'
import { Mark } from '@/components/shell/mark'
import { PageHeader } from '@/components/shell/page-header'
import { StartHeader } from '@/components/shell/start-header'
import { EmptyState } from '@/components/ui/empty-state'
import type { AgentForm } from '@/lib/forms/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { AgentCards } from './agent-cards'

type HomeProps = {
  card: TargetCard | null
  cards: TargetCard[]
  form: AgentForm | null
  userId: string | null
  isAdmin: boolean
}

/** `card` is of the one that was asked last, else the first; null when there is none at all. */
export function Home({ card, cards, form, userId, isAdmin }: HomeProps) {
  const t = useTranslations('home')
  if (!card) {
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
      <StartHeader card={card} />
      <NewConversation card={card} cards={cards} form={form} userId={userId} autoFocus>
        <Mark className="size-10 text-accent" />
        <h1 className="mt-6 text-2xl font-medium tracking-tight text-balance">{t('greeting')}</h1>
        <AgentCards cards={cards.filter(({ target }) => target.family === 'agent')} />
      </NewConversation>
    </>
  )
}
