'use client'

import ChevronRight from 'lucide-react/icons/chevron-right'
import { memo, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Markdown } from '@/components/markdown/markdown'
import { useDuration } from '@/components/timeline/use-duration'
import { Icon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import type { Run } from '@/lib/runs/run'
import { durationMs } from '@/lib/runs/timeline'

type ReasoningProps = { reasoning: NonNullable<Run['reasoning']>; isThinking: boolean }

/** Folded unless a person opens it, and then open until they close it. */
export const Reasoning = memo(function Reasoning({ reasoning, isThinking }: ReasoningProps) {
  const t = useTranslations('chat')
  const duration = useDuration()
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const spent = durationMs(reasoning, reasoning.startedAt) - (reasoning.pausedMs ?? 0)
  return (
    <div className="text-sm">
      <div className="flex items-center gap-2 text-muted">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setIsOpen(!isOpen)}
          className="focus-ring touch-target -ml-2 flex h-8 items-center gap-2 rounded-control px-2 transition-colors hover:bg-hover hover:text-ink"
        >
          {t('reasoning')}
          <Icon icon={ChevronRight} className={cn('transition-transform', isOpen && 'rotate-90')} />
        </button>
        {isThinking ? (
          <span aria-hidden className="size-1.5 animate-pulse rounded-chip bg-accent" />
        ) : (
          <span className="tabular-nums">{duration(spent)}</span>
        )}
      </div>
      {isOpen && (
        <div id={id} className="my-2 animate-fade md-quiet border-l border-line pl-4">
          <Markdown text={reasoning.text} isStreaming={isThinking} />
        </div>
      )}
    </div>
  )
})
