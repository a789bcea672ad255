'use client'

import { useLocale } from 'use-intl'
import { NewConversation } from '@/components/chat/new-conversation'
import { StartHeader } from '@/components/shell/start-header'
import { NamedIcon } from '@/components/ui/icon'
import type { Agent } from '@/lib/agents/schema'
import { OpeningQuestions } from './opening-questions'

type AgentStartProps = { agent: Agent; agents: Agent[]; userId: string | null }

export function AgentStart({ agent, agents, userId }: AgentStartProps) {
  const locale = useLocale()
  const description = agent.description[locale]
  return (
    <>
      <StartHeader agent={agent} />
      <NewConversation agent={agent} agents={agents} userId={userId} autoFocus>
        <NamedIcon name={agent.icon} className="size-8 text-accent" />
        <h1 className="mt-6 text-2xl font-medium tracking-tight text-balance">{agent.name[locale]}</h1>
        {description && <p className="mt-2 max-w-question text-base text-pretty text-muted">{description}</p>}
        <OpeningQuestions questions={agent.openingQuestions[locale]} />
      </NewConversation>
    </>
  )
}
