'use client'

import { lazy, Suspense } from 'react'
import { useLocale } from 'use-intl'
import { NewConversation } from '@/components/chat/new-conversation'
import { useAgentForm } from '@/components/forms/use-agent-form'
import { StartHeader } from '@/components/shell/start-header'
import { NamedIcon } from '@/components/ui/icon'
import type { Agent } from '@/lib/agents/schema'
import type { AgentForm } from '@/lib/forms/schema'
import { OpeningQuestions } from './opening-questions'

// Agents that one talks to do without it.
const StartForm = lazy(async () => ({ default: (await import('./start-form')).StartForm }))

type AgentStartProps = { agent: Agent; agents: Agent[]; form: AgentForm | null; userId: string | null }

export function AgentStart({ agent, agents, form: known, userId }: AgentStartProps) {
  const locale = useLocale()
  const form = useAgentForm(agent.appId, known)
  const name = agent.name[locale]
  const description = agent.description[locale]
  return (
    <>
      <StartHeader agent={agent} />
      <NewConversation agent={agent} agents={agents} form={known} userId={userId} autoFocus>
        <NamedIcon name={agent.icon} className="size-8 text-accent" />
        <h1 className="mt-6 text-2xl font-medium tracking-tight text-balance">{name}</h1>
        {description && <p className="mt-2 max-w-question text-base text-pretty text-muted">{description}</p>}
        {form?.kind === 'form' ? (
          <Suspense fallback={<div className="mt-10 h-64" />}>
            <StartForm form={form} name={name} />
          </Suspense>
        ) : (
          <OpeningQuestions questions={agent.openingQuestions[locale]} />
        )}
      </NewConversation>
    </>
  )
}
