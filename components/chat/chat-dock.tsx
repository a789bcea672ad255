'use client'

import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { DialogueComposer } from '@/components/composer/dialogue-composer'
import { FormDock } from '@/components/forms/form-dock'
import { ChatTools } from '@/components/models/chat-tools'
import { ModelChoice } from '@/components/models/model-choice'
import { isModel } from '@/components/models/model-options'
import type { Message } from '@/lib/conversations/schema'
import type { TargetCard } from '@/lib/targets/schema'
import type { ChatSettings } from '@/lib/targets/settings'
import { useOpenForm } from './form-runs'
import { useLiveChat } from './live-runs'
import type { ChatActions } from './use-chat-actions'

type ChatDockProps = {
  chatKey: string
  draftKey: string
  conversationId: string | null
  card: TargetCard
  messages: Message[]
  /** What the last run was asked with. */
  stored: ChatSettings | null
  /** The agent is asked by its form. */
  hasForm: boolean
  /** Nothing was said yet. */
  isEmpty: boolean
  isBusy: boolean
  takesFocus: boolean
  accessory?: ReactNode
  actions: ChatActions
}

/** By what the next question is asked. */
export function ChatDock(props: ChatDockProps) {
  const { chatKey, draftKey, conversationId, card, messages, stored, hasForm, isEmpty } = props
  const { isBusy, takesFocus, accessory, actions } = props
  const t = useTranslations('composer')
  const locale = useLocale()
  const openForm = useOpenForm()
  const isStopping = useLiveChat(chatKey, (chat) => chat.isStopping) ?? false
  if (hasForm) {
    // The start page has the form itself.
    if (isEmpty) return null
    return (
      <FormDock
        isRunning={isBusy}
        isStopping={isStopping}
        onStop={actions.stop}
        onOpen={() => openForm({ inputs: lastInputs(messages), editedMessageId: null })}
      />
    )
  }
  return (
    <DialogueComposer
      target={card.target}
      attaches={card.attaches}
      conversationId={conversationId}
      draftKey={draftKey}
      placeholder={isBusy ? t('placeholderRunning') : t('placeholder', { agent: card.name[locale] })}
      takesFocus={takesFocus}
      isRunning={isBusy}
      isStopping={isStopping}
      onSend={(question, attachments) =>
        actions.send({ question, inputs: [], shownInputs: [], attachments }, null)
      }
      onStop={actions.stop}
      getSent={() => sentTexts(messages)}
      accessory={
        accessory ||
        (isModel(card.target) && (
          <ModelChoice card={card} draftKey={draftKey} isStarted={conversationId !== null} />
        ))
      }
      tools={<ChatTools card={card} draftKey={draftKey} stored={stored} />}
    />
  )
}

/** Of the last run that had any. */
export function lastInputs(messages: Message[]) {
  for (const message of messages.toReversed()) {
    if (message.role === 'person' && message.inputs.length > 0) return message.inputs
  }
  return null
}

function sentTexts(messages: Message[]): string[] {
  return messages.flatMap((message) => (message.role === 'person' ? [message.text] : [])).toReversed()
}
