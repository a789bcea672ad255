'use client'

import ArrowDown from 'lucide-react/icons/arrow-down'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'

type JumpToLatestProps = { hasNew: boolean; onJump: () => void }

export function JumpToLatest({ hasNew, onJump }: JumpToLatestProps) {
  const t = useTranslations('chat')
  return (
    <button
      type="button"
      aria-label={t('jumpToLatest')}
      data-tooltip={t('jumpToLatest')}
      data-tooltip-side="top"
      onClick={onJump}
      className="focus-ring absolute -top-12 left-1/2 grid size-9 -translate-x-1/2 animate-fade place-items-center rounded-chip bg-raised text-muted shadow-float transition-colors hover:text-ink"
    >
      <Icon icon={ArrowDown} />
      {hasNew && (
        <span className="absolute top-0 right-0 size-2.5 rounded-chip bg-accent">
          <span className="sr-only">{t('newContent')}</span>
        </span>
      )}
    </button>
  )
}
