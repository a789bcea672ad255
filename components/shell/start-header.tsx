'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import type { TargetCard } from '@/lib/targets/schema'
import { ConversationHeader } from './conversation-header'
import { PageHeader } from './page-header'

type StartHeaderProps = { card: TargetCard; children?: ReactNode }

/** The head of a page with a fresh composer; the conversation's own as soon as there is one under its address. */
export function StartHeader({ card, children }: StartHeaderProps) {
  const id = /^\/c\/([^/]+)$/.exec(usePathname())?.[1]
  if (id === undefined) return <PageHeader>{children}</PageHeader>
  const conversation = {
    id,
    title: '',
    target: card.target,
    updatedAt: 0,
    activeRunId: null,
  } as const
  return <ConversationHeader conversation={conversation} card={card} />
}
