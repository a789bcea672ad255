'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useFormatter, useNow, useTimeZone, useTranslations } from 'use-intl'
import { useHasSession } from '@/components/chat/use-session'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { conversationListOptions } from '@/lib/conversations/query-options'
import type { ConversationList as Page } from '@/lib/conversations/schema'
import { ConversationRow } from './conversation-row'
import { groupByDay } from './group-by-day'
import type { DayGroup } from './group-by-day'
import { SidebarGroup } from './sidebar-group'

/** How often to ask again while an answer is being written somewhere, perhaps in another tab. */
const activePollMs = 10_000
const minuteMs = 60_000

type ConversationListProps = { userId: string | null; firstPage: Page }

export function ConversationList({ userId, firstPage }: ConversationListProps) {
  const t = useTranslations('shell')
  const now = useNow({ updateInterval: minuteMs })
  const timeZone = useTimeZone() ?? 'UTC'
  const groupName = useGroupName(now)
  const hasSession = useHasSession(userId)
  const list = useInfiniteQuery({
    ...conversationListOptions,
    enabled: hasSession,
    initialData: { pages: [firstPage], pageParams: [null] },
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.conversations.some(({ activeRunId }) => activeRunId !== null))
        ? activePollMs
        : false,
  })
  const conversations = list.data.pages.flatMap((page) => page.conversations)

  if (conversations.length === 0) {
    return <p className="px-2.5 pt-6 text-sm text-pretty text-muted">{t('noConversations')}</p>
  }
  return (
    <>
      {groupByDay(conversations, now.getTime(), timeZone).map(({ key, group, items }) => (
        <SidebarGroup key={key} id={key} title={groupName(group)}>
          {items.map((conversation) => (
            <ConversationRow key={conversation.id} conversation={conversation} />
          ))}
        </SidebarGroup>
      ))}
      {list.isFetchNextPageError && <ErrorState text={t('listFailed')} className="px-2.5" />}
      {list.hasNextPage && (
        <Button
          size="small"
          className="mt-2 w-full text-muted"
          isBusy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {list.isFetchNextPageError ? t('retry') : t('showMore')}
        </Button>
      )}
    </>
  )
}

function useGroupName(now: Date): (group: DayGroup) => string {
  const t = useTranslations('shell')
  const format = useFormatter()
  return (group) => {
    if (group.kind !== 'month') return t(group.kind)
    const isThisYear = new Date(group.month).getUTCFullYear() === now.getUTCFullYear()
    return format.dateTime(group.month, isThisYear ? { month: 'long' } : { month: 'long', year: 'numeric' })
  }
}
