'use client'

import ArrowRight from 'lucide-react/icons/arrow-right'
import { useFormatter, useTranslations } from 'use-intl'
import { useShownRun } from '@/components/chat/use-shown-run'
import { useDuration } from '@/components/timeline/use-duration'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { emptyRun, isOver } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import { sumOf } from '@/lib/runs/step-tokens'
import { durationMs } from '@/lib/runs/timeline'
import type { Lane } from './use-lane'

type LaneEndProps = { lane: Lane; isGoing: boolean; onGoOn: () => void }

/** What the answer took, for comparison with the others, and the way on with it. */
export function LaneEnd({ lane, isGoing, onGoOn }: LaneEndProps) {
  const t = useTranslations('compare')
  const { conversationId, chatKey, messages, liveId } = lane
  const answer = messages.findLast((message) => message.role === 'answer')
  const stored = answer?.role === 'answer' ? answer.run : emptyRun
  const run = useShownRun(chatKey, answer !== undefined && answer.id === liveId, stored)
  return (
    <footer className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-4 py-1.5">
      <Figures run={run} />
      <Button
        size="small"
        variant="outline"
        isBusy={isGoing}
        disabled={conversationId === null || isGoing}
        onClick={onGoOn}
        className="ml-auto"
      >
        {t('continue')}
        <Icon icon={ArrowRight} className="size-3.5" />
      </Button>
    </footer>
  )
}

function Figures({ run }: { run: Run }) {
  const t = useTranslations('compare')
  const format = useFormatter()
  const duration = useDuration()
  if (!isOver(run)) return null
  const { totalTokens, inputTokens, outputTokens } = sumOf(run.usage)
  const split = t('tokenSplit', { input: format.number(inputTokens), output: format.number(outputTokens) })
  return (
    <dl className="flex min-w-0 flex-wrap gap-x-4 text-sm text-muted tabular-nums">
      <div>
        <dt className="sr-only">{t('time')}</dt>
        <dd>{duration(durationMs(run, run.startedAt))}</dd>
      </div>
      {run.usage.length > 0 && (
        <div>
          <dt className="sr-only">{t('tokens')}</dt>
          <dd data-tooltip={split} data-tooltip-side="top">
            {t('tokenCount', { count: totalTokens })}
          </dd>
        </div>
      )}
    </dl>
  )
}
