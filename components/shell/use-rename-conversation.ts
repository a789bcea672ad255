'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import * as z from 'zod/mini'
import { useToast } from '@/components/ui/toast'
import { conversationListOptions, transcriptOptions } from '@/lib/conversations/query-options'
import { conversationSummarySchema } from '@/lib/conversations/schema'
import type { ConversationSummary } from '@/lib/conversations/schema'
import { requestJson } from '@/lib/http/get-json'

const answerSchema = z.object({ conversation: conversationSummarySchema })

/** Shows the new title at once, and the old one again when the server does not take it. */
export function useRenameConversation(): (conversation: ConversationSummary, title: string) => Promise<void> {
  const t = useTranslations('shell')
  const queryClient = useQueryClient()
  const showToast = useToast()
  return async ({ id, title: oldTitle }, title) => {
    showTitle(queryClient, id, title)
    try {
      const { conversation } = await requestJson('PATCH', `/api/conversations/${id}`, answerSchema, { title })
      showTitle(queryClient, id, conversation.title)
    } catch {
      showTitle(queryClient, id, oldTitle)
      showToast({ message: t('actionFailed'), tone: 'danger' })
    }
  }
}

function showTitle(queryClient: QueryClient, id: string, title: string): void {
  queryClient.setQueryData(conversationListOptions.queryKey, (list) =>
    list === undefined
      ? list
      : {
          ...list,
          pages: list.pages.map((page) => ({
            ...page,
            conversations: page.conversations.map((one) => (one.id === id ? { ...one, title } : one)),
          })),
        },
  )
  queryClient.setQueryData(transcriptOptions(id).queryKey, (transcript) =>
    transcript === undefined
      ? transcript
      : { ...transcript, conversation: { ...transcript.conversation, title } },
  )
}
