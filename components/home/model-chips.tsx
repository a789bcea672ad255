'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'use-intl'
import { NamedIcon } from '@/components/ui/icon'
import { targetPath } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { HomeSection } from './home-section'

/** A model needs no introduction: its name has to do. */
export function ModelChips({ cards }: { cards: TargetCard[] }) {
  const t = useTranslations('home')
  const locale = useLocale()
  return (
    <HomeSection id="models" title={t('models')} more={{ href: '/models', label: t('allModels') }}>
      <ul className="flex flex-wrap gap-2 border-t border-line pt-4">
        {cards.map((card) => (
          <li key={card.target.id} className="max-w-full">
            <Link
              href={targetPath(card.target)}
              className="focus-ring touch-target flex h-8 max-w-full items-center gap-2 rounded-chip border border-line px-3 text-sm transition-colors hover:bg-hover"
            >
              <NamedIcon name={card.icon} className="size-3.5 text-muted" />
              <span className="truncate">{card.name[locale]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </HomeSection>
  )
}
