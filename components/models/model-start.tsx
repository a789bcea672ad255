'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname, useSearchParams } from 'next/navigation'
import { useMemo, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { OpeningQuestions } from '@/components/agents/opening-questions'
import { NewConversation } from '@/components/chat/new-conversation'
import { useDocumentTitle } from '@/components/chat/use-document-title'
import { useHasSession } from '@/components/chat/use-session'
import { StartHeader } from '@/components/shell/start-header'
import { NamedIcon } from '@/components/ui/icon'
import type { ModelList } from '@/lib/models/schema'
import { targetKey } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { askedModel } from './asked-model'
import { cardOf } from './card-of'
import { modelListOptions } from './query-options'
import { modelsPath } from './use-choose-model'
import { useAbilities } from './use-abilities'

type ModelStartProps = {
  /** The one that the address names, else the last one used, else the first. */
  card: TargetCard
  list: ModelList
  userId: string | null
}

/** A new conversation with a model. Another one is chosen without leaving the page; the address says which. */
export function ModelStart({ card: first, list, userId }: ModelStartProps) {
  const t = useTranslations('models')
  const locale = useLocale()
  const isStartPage = usePathname() === modelsPath
  const params = useSearchParams()
  const hasSession = useHasSession(userId)
  const { data } = useQuery({
    ...modelListOptions,
    initialData: list,
    // Of a long list the page brings the beginning only.
    ...(!list.isComplete && { initialDataUpdatedAt: 0 }),
    enabled: hasSession,
  })
  const [target, setTarget] = useState(first.target)
  // Once the conversation has begun the address is its own.
  const asked = isStartPage ? askedModel(params) : null
  if (asked && targetKey(asked) !== targetKey(target)) setTarget(asked)
  const card = useMemo(() => cardOf(target, [first, ...data.models]), [target, first, data])
  const abilities = useAbilities(card)
  const name = card.name[locale]
  const description = card.description[locale]
  // Where nobody has written about a model, what any model can answer.
  const questions =
    description === '' && card.openingQuestions[locale].length === 0
      ? [t('opening.first'), t('opening.second'), t('opening.third')]
      : card.openingQuestions[locale]
  useDocumentTitle(isStartPage ? name : null)
  return (
    <>
      <StartHeader card={card} />
      <NewConversation card={card} cards={[card]} form={null} userId={userId} autoFocus>
        <NamedIcon name={card.icon} className="size-8 text-accent" />
        <h1 className="mt-6 text-2xl font-medium tracking-tight text-balance break-words">{name}</h1>
        <p className="mt-2 max-w-question text-base text-pretty text-muted">{description || abilities}</p>
        <OpeningQuestions questions={questions} />
      </NewConversation>
    </>
  )
}
