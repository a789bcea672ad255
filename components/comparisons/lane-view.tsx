'use client'

import Square from 'lucide-react/icons/square'
import { useMemo, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { AnswerMessage } from '@/components/chat/answer-message'
import { exchangeAt } from '@/components/chat/asked'
import { BusyContext } from '@/components/chat/busy-context'
import { FormRuns } from '@/components/chat/form-runs'
import { JumpToLatest } from '@/components/chat/jump-to-latest'
import { useLiveRunsState } from '@/components/chat/live-runs'
import { QuestionMessage } from '@/components/chat/question-message'
import { SendFailure } from '@/components/chat/send-failure'
import { useScroll } from '@/components/chat/use-scroll'
import { IconButton } from '@/components/ui/icon-button'
import { NamedIcon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import type { Comparison } from '@/lib/comparisons/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { LaneAnnouncements } from './lane-announcements'
import { LaneEnd } from './lane-end'
import { laneClass } from './lane-layout'
import { useGoOn } from './use-go-on'
import type { Lane } from './use-lane'
import { useLane } from './use-lane'

type LaneViewProps = { comparison: Comparison; index: number; readAt: number }

/** One answer of a comparison, as a region of its own with its own scrolling. */
export function LaneView({ comparison, index, readAt }: LaneViewProps) {
  const t = useTranslations('compare')
  const locale = useLocale()
  const lane = useLane(comparison, index, readAt)
  const card = comparison.lanes[index]?.card
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const { isFollowing, hasNew, jumpToEnd } = useScroll({
    scroller,
    content,
    firstId: undefined,
    sentKey: lane.sending?.request.sendKey ?? null,
    // What is over is read from its beginning.
    isActive: useEver(lane.isBusy),
  })
  const { isGoing, goOn } = useGoOn(comparison, index, lane.conversationId)
  const actions = useMemo(
    () => ({ ...lane.actions, ask: (question: string) => lane.actions.ask(question) && goOn() }),
    [lane.actions, goOn],
  )
  if (!card) return null
  const name = card.name[locale]
  return (
    <section
      aria-label={name}
      data-lane={index}
      className={cn('flex min-h-0 w-full shrink-0 snap-start flex-col border-line', laneClass(comparison))}
    >
      <header className="flex h-11 shrink-0 items-center gap-2.5 px-4">
        <NamedIcon name={card.icon} className="text-accent" />
        <h2 className="min-w-0 grow truncate font-medium">{name}</h2>
        {lane.isBusy && (
          <IconButton
            icon={Square}
            label={t('stop')}
            size="small"
            aria-disabled={lane.isStopping || undefined}
            onClick={lane.actions.stop}
            className="border border-edge text-ink aria-disabled:opacity-45 [&_svg]:size-2.5 [&_svg]:fill-current"
          />
        )}
      </header>
      <div
        ref={scroller}
        data-scroller
        className="scroll-quiet min-h-0 grow overflow-x-hidden overflow-y-auto overscroll-y-contain px-4"
      >
        <div ref={content} className="pb-4">
          <BusyContext value={lane.isBusy}>
            {/* A reply of the person may be edited; a lane has no form of its own. */}
            <FormRuns
              form={null}
              appId={card.target.id}
              agentName={name}
              conversationId={lane.conversationId}
              onRun={actions.send}
            >
              <LaneMessagesView lane={{ ...lane, actions }} card={card} name={name} />
            </FormRuns>
          </BusyContext>
        </div>
      </div>
      <div className="relative shrink-0">
        {!isFollowing && <JumpToLatest hasNew={hasNew} onJump={jumpToEnd} />}
        <LaneEnd lane={lane} isGoing={isGoing} onGoOn={goOn} />
      </div>
      <LaneAnnouncements chatKey={lane.chatKey} name={name} />
    </section>
  )
}

type LaneMessagesViewProps = { lane: Lane; card: TargetCard; name: string }

function LaneMessagesView({ lane, card, name }: LaneMessagesViewProps) {
  const t = useTranslations('compare')
  const keys = useLiveRunsState((state) => state.keys)
  const { messages, sending, actions } = lane
  const lastId = lane.hasMore ? null : messages.at(-1)?.id
  const failure = sending?.state === 'failed' ? sending.problem : null
  return (
    // The head of the lane says whose answer it is.
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 pt-1 [&>article>header]:sr-only">
      {messages.map((message, at) =>
        // The question stands above all lanes.
        at === 0 ? null : message.role === 'person' ? (
          <QuestionMessage
            key={keys[message.id] ?? message.id}
            message={message}
            conversationId={lane.conversationId}
            isUnsent={failure !== null && message.id === messages.at(-1)?.id}
            actions={actions}
          />
        ) : (
          <AnswerMessage
            key={keys[message.id] ?? message.id}
            message={message}
            name={name}
            chatKey={lane.chatKey}
            isLive={message.id === lane.liveId}
            isLast={message.id === lastId}
            {...exchangeAt(messages, at)}
            target={card.target}
            actions={actions}
          />
        ),
      )}
      {failure && <SendFailure problem={failure} hasText={null} isBusy={lane.isBusy} actions={actions} />}
      {lane.isDeleted && <p className="text-sm text-pretty text-muted">{t('laneDeleted')}</p>}
      {lane.hasMore && <p className="text-sm text-pretty text-muted">{t('goesOn')}</p>}
    </div>
  )
}

/** Whether it is so now or was before. */
function useEver(isSo: boolean): boolean {
  const [wasSo, setWasSo] = useState(isSo)
  if (isSo && !wasSo) setWasSo(true)
  return wasSo || isSo
}
