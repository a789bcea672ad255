'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { usePathname, useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useToast } from '@/components/ui/toast'
import { conversationKeys } from '@/lib/conversations/keys'
import { conversationListOptions } from '@/lib/conversations/query-options'
import type { ConversationSummary } from '@/lib/conversations/schema'
import { sendRequest } from '@/lib/http/get-json'
import { useAnnounce } from './announcer'

const undoMs = 8_000

/** Deletes at once and offers the way back; a page of what is gone becomes the start page. */
export function useDeleteConversation(): (conversation: ConversationSummary) => Promise<void> {
  const t = useTranslations('shell')
  const queryClient = useQueryClient()
  const showToast = useToast()
  const announce = useAnnounce()
  const router = useRouter()
  const pathname = usePathname()

  return async ({ id }) => {
    const address = `/api/conversations/${id}`
    const wasHere = pathname === `/c/${id}`
    const reloadList = () => queryClient.invalidateQueries({ queryKey: conversationKeys.list })

    const restore = async () => {
      try {
        await sendRequest('POST', `${address}/restore`)
        announce(t('restored'))
        if (wasHere) router.push(`/c/${id}`)
      } catch {
        showToast({ message: t('actionFailed'), tone: 'danger' })
      }
      await reloadList()
    }

    await queryClient.cancelQueries({ queryKey: conversationKeys.list })
    dropFromList(queryClient, id)
    try {
      await sendRequest('DELETE', address)
    } catch {
      showToast({ message: t('actionFailed'), tone: 'danger' })
      return reloadList()
    }
    if (wasHere) router.push('/')
    showToast({
      message: t('deleted'),
      lifetime: undoMs,
      action: { label: t('undo'), onPress: () => void restore() },
    })
  }
}

function dropFromList(queryClient: QueryClient, id: string): void {
  queryClient.setQueryData(conversationListOptions.queryKey, (list) =>
    list === undefined
      ? list
      : {
          ...list,
          pages: list.pages.map((page) => ({
            ...page,
            conversations: page.conversations.filter((one) => one.id !== id),
          })),
        },
  )
}
