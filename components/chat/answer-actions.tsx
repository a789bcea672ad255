'use client'

import Gauge from 'lucide-react/icons/gauge'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import { useState } from 'react'
import type { RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '@/components/ui/icon-button'
import { answerText } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import { actionsClass } from './actions-class'
import { useIsBusy } from './busy-context'
import { copyRich } from './copy-rich'
import { CopyButton } from './copy-button'
import { UsageDetails } from './usage-details'
import { VersionPager } from './version-pager'

type AnswerActionsProps = {
  run: Run
  messageId: string
  versions: string[]
  body: RefObject<HTMLElement | null>
  isLast: boolean
  /** Null where the line above offers it, or where it cannot be done. */
  onRegenerate: (() => void) | null
}

export function AnswerActions(props: AnswerActionsProps) {
  const { run, messageId, versions, body, isLast, onRegenerate } = props
  const t = useTranslations('chat')
  const [showsUsage, setShowsUsage] = useState(false)
  const isBusy = useIsBusy()
  const text = answerText(run)
  return (
    <>
      <div className={actionsClass(isLast || showsUsage)}>
        {text !== '' && <CopyButton copy={() => copyRich(text, body.current)} />}
        {onRegenerate && (
          <IconButton
            icon={RotateCcw}
            label={t('regenerate')}
            size="small"
            disabled={isBusy}
            onClick={onRegenerate}
          />
        )}
        {run.usage.length > 0 && (
          <IconButton
            icon={Gauge}
            label={t('usage')}
            size="small"
            aria-expanded={showsUsage}
            onClick={() => setShowsUsage(!showsUsage)}
          />
        )}
        <VersionPager
          conversationId={run.conversationId}
          messageId={messageId}
          versions={versions}
          isDisabled={isBusy}
        />
      </div>
      {showsUsage && <UsageDetails rows={run.usage} />}
    </>
  )
}
