'use client'

import Columns2 from 'lucide-react/icons/columns-2'
import { useTranslations } from 'use-intl'
import { NewConversation } from '@/components/chat/new-conversation'
import { Mark } from '@/components/shell/mark'
import { PageHeader } from '@/components/shell/page-header'
import { ReadyLink } from '@/components/shell/ready-link'
import { StartHeader } from '@/components/shell/start-header'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { minLanes } from '@/lib/comparisons/schema'
import type { AgentForm } from '@/lib/forms/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { AgentCards } from './agent-cards'
import { TargetChips } from './target-chips'

/** More than these would make a catalogue of the greeting. */
const shownChips = 6

type HomeProps = {
  card: TargetCard | null
  cards: TargetCard[]
  form: AgentForm | null
  userId: string | null
  isAdmin: boolean
}

/** `card` is of the one that was asked last, else the first; null when there is none at all. */
export function Home({ card, cards, form, userId, isAdmin }: HomeProps) {
  const t = useTranslations('home')
  if (!card) {
    return (
      <>
        <PageHeader />
        <div className="flex grow flex-col justify-center pb-24">
          <EmptyState
            picture={<Mark className="size-12" />}
            title={t('emptyTitle')}
            text={isAdmin ? t('emptyText') : t('emptyPerson')}
          />
        </div>
      </>
    )
  }
  return (
    <>
      <StartHeader card={card} />
      <NewConversation card={card} cards={cards} form={form} userId={userId} autoFocus>
        <Mark className="size-10 text-accent" />
        <h1 className="mt-6 text-2xl font-medium tracking-tight text-balance">{t('greeting')}</h1>
        <Sections cards={cards} />
      </NewConversation>
    </>
  )
}

function Sections({ cards }: { cards: TargetCard[] }) {
  const t = useTranslations('home')
  const agents = cards.filter(({ target }) => target.family === 'agent')
  const assistants = cards.filter(({ target }) => target.family === 'assistant')
  const models = cards.filter(({ target }) => target.family !== 'agent' && target.family !== 'assistant')
  return (
    <>
      {agents.length > 0 && <AgentCards cards={agents} />}
      {assistants.length > 0 && (
        <TargetChips
          id="assistants"
          title={t('assistants')}
          cards={assistants.slice(0, shownChips)}
          more={{ href: '/assistants', label: t('allAssistants') }}
        />
      )}
      {models.length > 0 && (
        <TargetChips
          id="models"
          title={t('models')}
          cards={models.slice(0, shownChips)}
          more={{ href: '/models', label: t('allModels') }}
        />
      )}
      {cards.length >= minLanes && <CompareLink />}
    </>
  )
}

function CompareLink() {
  const t = useTranslations('home')
  return (
    <ReadyLink
      href="/compare"
      className="focus-ring mt-6 -mx-3 flex gap-4 rounded-control px-3 py-4 transition-colors hover:bg-hover"
    >
      <Icon icon={Columns2} className="mt-0.5 size-5 text-accent" />
      <span className="min-w-0">
        <span className="block font-medium">{t('compare')}</span>
        <span className="mt-0.5 block text-sm text-pretty text-muted">{t('compareText')}</span>
      </span>
    </ReadyLink>
  )
}
