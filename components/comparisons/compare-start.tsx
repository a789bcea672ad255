'use client'

import Plus from 'lucide-react/icons/plus'
import Columns2 from 'lucide-react/icons/columns-2'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { useSession } from '@/components/chat/use-session'
import { Composer } from '@/components/composer/composer'
import { useDrafts } from '@/components/composer/drafts'
import { PageHeader } from '@/components/shell/page-header'
import { Button, buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { maxLanes, minLanes } from '@/lib/comparisons/schema'
import type { ComparisonSummary } from '@/lib/comparisons/schema'
import { targetKey } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { ComparisonList } from './comparison-list'
import { ComparisonView } from './comparison-view'
import { LaneChoice } from './lane-choice'
import { useChoice } from './use-choice'
import { useStart } from './use-start'

type CompareStartProps = {
  /** What can be compared. */
  cards: TargetCard[]
  /** Keys of targets that the address asks for. */
  asked: string[]
  earlier: ComparisonSummary[]
  readAt: number
  userId: string | null
}

const draftKey = 'compare'

/**
 * Whom to ask, the question, and what was compared before. When it has begun the address becomes the comparison's own
 * while the page stays, so that its lanes are there at once.
 */
export function CompareStart(props: CompareStartProps) {
  const comparisonId = /^\/compare\/([^/]+)$/.exec(usePathname())?.[1] ?? null
  useSession(props.userId)
  if (comparisonId !== null)
    return (
      <ComparisonView key={comparisonId} comparisonId={comparisonId} initial={null} userId={props.userId} />
    )
  return <StartPage {...props} />
}

function StartPage({ cards, asked, earlier, readAt, userId }: CompareStartProps) {
  const t = useTranslations('compare')
  const shell = useTranslations('shell')
  return (
    <>
      <PageHeader />
      <div className="scroll-quiet min-h-0 grow overflow-y-auto overscroll-contain px-4 md:px-8">
        <div className="mx-auto max-w-[calc(var(--container-column)*1.25)] pt-4 pb-16">
          <h1 className="text-xl font-medium tracking-tight">{shell('compare')}</h1>
          {cards.length < minLanes ? (
            <EmptyState
              picture={<Icon icon={Columns2} className="size-8" />}
              title={t('tooFewTitle')}
              text={t('tooFewText')}
            >
              <Link href="/" className={buttonClass('outline')}>
                {t('toStart')}
              </Link>
            </EmptyState>
          ) : (
            <>
              <p className="mt-1 text-pretty text-muted">{t('intro')}</p>
              <AskAll cards={cards} asked={asked} />
            </>
          )}
          <ComparisonList initial={earlier} readAt={readAt} userId={userId} />
        </div>
      </div>
    </>
  )
}

function AskAll({ cards, asked }: Pick<CompareStartProps, 'cards' | 'asked'>) {
  const t = useTranslations('compare')
  const errorText = useTranslations('error')
  const drafts = useDrafts()
  const { choice, choose } = useChoice(cards, asked)
  const { start, isStarting, problem } = useStart((comparisonId) => {
    drafts.setDraft(draftKey, '')
    window.history.pushState(null, '', `/compare/${comparisonId}`)
  })
  const keys = choice.map(({ target }) => targetKey(target))
  const free = cards.find(({ target }) => !keys.includes(targetKey(target)))
  return (
    <>
      <div
        role="group"
        aria-label={t('whom')}
        className="mt-6 grid items-end gap-3 sm:grid-cols-[repeat(auto-fit,minmax(13rem,1fr))]"
      >
        {choice.map((card, index) => (
          <LaneChoice
            // The place stays what it is while another one is chosen for it, and so does the focus.
            key={`lane-${index}`}
            label={t('slot', { place: String(index + 1) })}
            card={card}
            cards={cards}
            taken={keys.filter((_, other) => other !== index)}
            onChoose={(chosen) => choose(choice.with(index, chosen))}
            onRemove={choice.length > minLanes ? () => choose(choice.toSpliced(index, 1)) : null}
          />
        ))}
        {choice.length < maxLanes && free && (
          <Button
            variant="quiet"
            className="h-11 justify-self-start text-muted"
            onClick={() => choose([...choice, free])}
          >
            <Icon icon={Plus} />
            {t('addThird')}
          </Button>
        )}
      </div>
      <div className="mt-4">
        <Composer
          draftKey={draftKey}
          placeholder={t('placeholder')}
          takesFocus
          isRunning={false}
          isStopping={false}
          isHeld={isStarting}
          onSend={(question) => {
            start(question, choice)
            // It stays in the box until the comparison has begun.
            return false
          }}
          onStop={() => {}}
          getSent={() => []}
        />
        {problem && <ErrorState text={errorText(problem)} className="mt-2" />}
      </div>
    </>
  )
}
