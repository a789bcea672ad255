'use client'

import { lazy } from 'react'
import type { ComponentProps } from 'react'
import { useTranslations } from 'use-intl'
import { MenuButton } from '@/components/ui/menu-button'
import type { ConversationSummary } from '@/lib/conversations/schema'
import { useDeleteConversation } from './use-delete-conversation'

const ConversationMenuItems = lazy(() => import('./conversation-menu-items'))

type ConversationMenuProps = {
  conversation: ConversationSummary
  onRename: () => void
  button: ComponentProps<typeof MenuButton>['button']
}

export function ConversationMenu({ conversation, onRename, button }: ConversationMenuProps) {
  const t = useTranslations('shell')
  const deleteConversation = useDeleteConversation()
  return (
    <MenuButton label={t('menu')} button={button}>
      <ConversationMenuItems onRename={onRename} onDelete={() => void deleteConversation(conversation)} />
    </MenuButton>
  )
}
