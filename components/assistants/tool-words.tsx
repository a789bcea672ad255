'use client'

import { useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import type { TargetCard } from '@/lib/targets/schema'

/** What an assistant works with, in small words. */
export function ToolWords({ card, className }: { card: TargetCard; className?: string }) {
  const t = useTranslations('assistants')
  const words = [
    ...(card.settings.includes('translate') ? [t('translates')] : []),
    ...(card.tools ?? []).map((tool) => t(`tool.${tool}`)),
  ]
  if (words.length === 0) return null
  return (
    <span className={cn('flex flex-wrap gap-1.5', className)}>
      {words.map((word) => (
        <span key={word} className="rounded-chip bg-selected px-2 py-0.5 text-xs text-muted">
          {word}
        </span>
      ))}
    </span>
  )
}
