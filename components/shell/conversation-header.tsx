'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Ellipsis from 'lucide-react/icons/ellipsis'
import Link from 'next/link'
import { useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { NamedIcon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { conversationListOptions } from '@/lib/conversations/query-options'
import type { ConversationSummary } from '@/lib/conversations/schema'
import { targetPath } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { ConversationMenu } from './conversation-menu'
import { PageHeader } from './page-header'
import { RenameField } from './rename-field'

type ConversationHeaderProps = { conversation: ConversationSummary; card: TargetCard }

export function ConversationHeader({ conversation, card }: ConversationHeaderProps) {
  const t = useTranslations('shell')
  const locale = useLocale()
  const [isRenaming, setIsRenaming] = useState(false)
  const current = useListed(conversation.id) ?? conversation
  const menu = useRef<HTMLDivElement>(null)

  const stopRenaming = (isByKey: boolean) => {
    setIsRenaming(false)
    if (isByKey) menu.current?.querySelector('button')?.focus()
  }

  return (
    <PageHeader>
      <Link
        href={targetPath(card.target)}
        className="focus-ring flex h-8 max-w-[45%] shrink-0 items-center gap-2 rounded-control px-2 text-muted transition-colors hover:bg-hover hover:text-ink"
      >
        <NamedIcon name={card.icon} />
        <span className="truncate max-sm:sr-only">{card.name[locale]}</span>
      </Link>
      <span aria-hidden className="h-4 w-px shrink-0 bg-line" />
      {isRenaming ? (
        <RenameField
          conversation={current}
          onDone={stopRenaming}
          className="mx-1 max-w-question pointer-coarse:h-9"
        />
      ) : (
        <h1 dir="auto" className="min-w-0 grow truncate px-2 font-medium">
          {current.title || t('untitled')}
        </h1>
      )}
      <div ref={menu} className="ml-auto flex">
        <ConversationMenu
          conversation={current}
          onRename={() => setIsRenaming(true)}
          button={(props) => <IconButton {...props} icon={Ellipsis} label={t('menu')} />}
        />
      </div>
    </PageHeader>
  )
}

/** The conversation as the sidebar has it now: titles come by themselves and change. */
function useListed(id: string): ConversationSummary | undefined {
  const { data } = useInfiniteQuery({
    ...conversationListOptions,
    enabled: false,
    select: ({ pages }) => pages.flatMap((page) => page.conversations).find((one) => one.id === id),
  })
  return data
}
