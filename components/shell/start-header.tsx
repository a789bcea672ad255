'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import type { Agent } from '@/lib/agents/schema'
import { ConversationHeader } from './conversation-header'
import { PageHeader } from './page-header'

type StartHeaderProps = { agent: Agent; children?: ReactNode }

/** The head of a page with a fresh composer; the conversation's own as soon as there is one under its address. */
export function StartHeader({ agent, children }: StartHeaderProps) {
  const id = /^\/c\/([^/]+)$/.exec(usePathname())?.[1]
  if (id === undefined) return <PageHeader>{children}</PageHeader>
  const conversation = {
    id,
    title: '',
    target: { family: 'agent', id: agent.appId },
    updatedAt: 0,
    activeRunId: null,
  } as const
  return <ConversationHeader conversation={conversation} agent={agent} />
}
