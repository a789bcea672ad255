'use client'

import { useLocale } from 'use-intl'
import { OpeningQuestions } from '@/components/agents/opening-questions'
import { NewConversation } from '@/components/chat/new-conversation'
import { StartHeader } from '@/components/shell/start-header'
import { NamedIcon } from '@/components/ui/icon'
import type { TargetCard } from '@/lib/targets/schema'
import { ToolWords } from './tool-words'

type AssistantStartProps = { card: TargetCard; cards: TargetCard[]; userId: string | null }

export function AssistantStart({ card, cards, userId }: AssistantStartProps) {
  const locale = useLocale()
  const description = card.description[locale]
  return (
    <>
      <StartHeader card={card} />
      <NewConversation card={card} cards={cards} form={null} userId={userId} autoFocus>
        <NamedIcon name={card.icon} className="size-8 text-accent" />
        <h1 className="mt-6 text-2xl font-medium tracking-tight text-balance break-words">
          {card.name[locale]}
        </h1>
        {description !== '' && (
          <p className="mt-2 max-w-question text-base text-pretty text-muted">{description}</p>
        )}
        <ToolWords card={card} className="mt-3" />
        <OpeningQuestions questions={card.openingQuestions[locale]} />
      </NewConversation>
    </>
  )
}
