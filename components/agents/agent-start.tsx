'use client'

import { lazy, Suspense } from 'react'
import { useLocale } from 'use-intl'
import { NewConversation } from '@/components/chat/new-conversation'
import { useAgentForm } from '@/components/forms/use-agent-form'
import { StartHeader } from '@/components/shell/start-header'
import { NamedIcon } from '@/components/ui/icon'
import type { AgentForm } from '@/lib/forms/schema'
import { agentIdOf } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { OpeningQuestions } from './opening-questions'

// Agents that one talks to do without it.
const StartForm = lazy(async () => ({ default: (await import('./start-form')).StartForm }))

type AgentStartProps = {
  card: TargetCard
  cards: TargetCard[]
  form: AgentForm | null
  userId: string | null
}

export function AgentStart({ card, cards, form: known, userId }: AgentStartProps) {
  const locale = useLocale()
  const form = useAgentForm(agentIdOf(card.target), known)
  const name = card.name[locale]
  const description = card.description[locale]
  return (
    <>
      <StartHeader card={card} />
      <NewConversation card={card} cards={cards} form={known} userId={userId} autoFocus>
        <NamedIcon name={card.icon} className="size-8 text-accent" />
        <h1 className="mt-6 text-2xl font-medium tracking-tight text-balance">{name}</h1>
        {description && <p className="mt-2 max-w-question text-base text-pretty text-muted">{description}</p>}
        {form?.kind === 'form' ? (
          <Suspense fallback={<div className="mt-10 h-64" />}>
            <StartForm form={form} name={name} />
          </Suspense>
        ) : (
          <OpeningQuestions questions={card.openingQuestions[locale]} />
        )}
      </NewConversation>
    </>
  )
}
