'use client'

import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { createImeGuard } from '@/components/composer/ime'
import { cn } from '@/lib/cn'
import type { ConversationSummary } from '@/lib/conversations/schema'
import { useRenameConversation } from './use-rename-conversation'

const maxTitleLength = 120

type RenameFieldProps = {
  conversation: ConversationSummary
  /** `isByKey`: the focus was here and needs another place. */
  onDone: (isByKey: boolean) => void
  className?: string
}

/** Stands in the title's place. Enter and leaving it keep the words, Esc drops them. */
export function RenameField({ conversation, onDone, className }: RenameFieldProps) {
  const t = useTranslations('shell')
  const rename = useRenameConversation()
  const isDone = useRef(false)
  const [ime] = useState(createImeGuard)

  const finish = (title: string | null, isByKey: boolean) => {
    if (isDone.current) return
    isDone.current = true
    const next = title?.trim()
    if (next && next !== conversation.title) void rename(conversation, next)
    onDone(isByKey)
  }

  return (
    <input
      aria-label={t('renameField')}
      defaultValue={conversation.title}
      maxLength={maxTitleLength}
      autoComplete="off"
      ref={(input) => {
        // After the menu gave the focus back to its button, which is gone by now.
        const frame = requestAnimationFrame(() => {
          input?.focus()
          input?.select()
        })
        return () => cancelAnimationFrame(frame)
      }}
      onBlur={(event) => finish(event.currentTarget.value, false)}
      onCompositionEnd={ime.onCompositionEnd}
      onKeyDown={(event) => {
        if (ime.isComposing(event)) return
        if (event.key === 'Enter') finish(event.currentTarget.value, true)
        if (event.key === 'Escape') {
          event.stopPropagation()
          finish(null, true)
        }
      }}
      className={cn(
        'h-9 w-full min-w-0 rounded-control border border-accent bg-raised px-2.5 outline-2 -outline-offset-1 outline-accent pointer-coarse:h-11 pointer-coarse:text-base',
        className,
      )}
    />
  )
}
