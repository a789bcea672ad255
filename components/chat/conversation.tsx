'use client'

import { useQuery } from '@tanstack/react-query'
import { useAgentForm } from '@/components/forms/use-agent-form'
import { transcriptOptions } from '@/lib/conversations/query-options'
import type { Transcript } from '@/lib/conversations/schema'
import type { AgentForm } from '@/lib/forms/schema'
import { agentIdOf } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { ChatView } from './chat-view'
import { MessageList } from './message-list'
import { useSession } from './use-session'

type ConversationProps = {
  /** As the server read it; the cache goes on from there. */
  transcript: Transcript
  card: TargetCard
  /** Null when the server did not want to wait for it. */
  form: AgentForm | null
  userId: string | null
}

/** The whole of a conversation's page below its header. */
export function Conversation({ transcript, card, form: known, userId }: ConversationProps) {
  const { id } = transcript.conversation
  useSession(userId)
  const { data } = useQuery({ ...transcriptOptions(id), initialData: transcript })
  const form = useAgentForm(agentIdOf(card.target), known)
  return (
    <ChatView
      chatKey={id}
      draftKey={id}
      conversationId={id}
      transcript={data}
      card={card}
      form={form}
      takesFocus
      MessageList={MessageList}
      intro={null}
    />
  )
}
