'use client'

import { useQuery } from '@tanstack/react-query'
import type { Agent } from '@/lib/agents/schema'
import { transcriptOptions } from '@/lib/conversations/query-options'
import type { Transcript } from '@/lib/conversations/schema'
import { ChatView } from './chat-view'
import { MessageList } from './message-list'
import { useSession } from './use-session'

type ConversationProps = {
  /** As the server read it; the cache goes on from there. */
  transcript: Transcript
  agent: Agent
  userId: string | null
}

/** The whole of a conversation's page below its header. */
export function Conversation({ transcript, agent, userId }: ConversationProps) {
  const { id } = transcript.conversation
  useSession(userId)
  const { data } = useQuery({ ...transcriptOptions(id), initialData: transcript })
  return (
    <ChatView
      chatKey={id}
      draftKey={id}
      conversationId={id}
      transcript={data}
      agent={agent}
      takesFocus
      MessageList={MessageList}
      intro={null}
    />
  )
}
