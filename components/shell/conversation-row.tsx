'use client'

import Ellipsis from 'lucide-react/icons/ellipsis'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '@/components/ui/icon-button'
import { VisuallyHidden } from '@/components/ui/visually-hidden'
import { cn } from '@/lib/cn'
import type { ConversationSummary } from '@/lib/conversations/schema'
import { ConversationMenu } from './conversation-menu'
import { PendingMark } from './pending-mark'
import { RenameField } from './rename-field'
import { useSidebar } from './sidebar-state'

export function ConversationRow({ conversation }: { conversation: ConversationSummary }) {
  const t = useTranslations('shell')
  const [isRenaming, setIsRenaming] = useState(false)
  const { closeDrawer } = useSidebar()
  const link = useRef<HTMLAnchorElement>(null)
  const href = `/c/${conversation.id}`
  const isHere = usePathname() === href
  const title = conversation.title || t('untitled')

  const stopRenaming = (isByKey: boolean) => {
    setIsRenaming(false)
    if (isByKey) requestAnimationFrame(() => link.current?.focus())
  }

  if (isRenaming) {
    return (
      <li>
        <RenameField conversation={conversation} onDone={stopRenaming} />
      </li>
    )
  }
  return (
    <li
      className={cn(
        'group/row relative isolate flex items-center rounded-control pr-1 transition-colors',
        isHere ? 'bg-selected' : 'focus-within:bg-hover hover:bg-hover',
      )}
    >
      <Link
        ref={link}
        href={href}
        aria-current={isHere ? 'page' : undefined}
        onClick={closeDrawer}
        prefetch={false}
        className="focus-ring-inset flex h-9 min-w-0 grow items-center gap-2 rounded-control pl-2.5 pointer-coarse:h-11"
      >
        <span dir="auto" className="truncate">
          {title}
        </span>
        <PendingMark />
        {conversation.activeRunId !== null && (
          <span className="ml-auto size-2 shrink-0 animate-pulse rounded-chip bg-accent">
            <VisuallyHidden>{t('running')}</VisuallyHidden>
          </span>
        )}
      </Link>
      <ConversationMenu
        conversation={conversation}
        onRename={() => setIsRenaming(true)}
        button={(props) => (
          <IconButton
            {...props}
            icon={Ellipsis}
            size="small"
            label={t('menu')}
            className="opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 aria-expanded:opacity-100 touch:opacity-100"
          />
        )}
      />
    </li>
  )
}
