'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { ReadyLink } from '@/components/shell/ready-link'
import { Button } from '@/components/ui/button'
import { NamedIcon } from '@/components/ui/icon'
import { targetPath } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { HomeSection } from './home-section'

/** Two more than these are not worth a press. */
const shownAtFirst = 6

export function AgentCards({ cards }: { cards: TargetCard[] }) {
  const t = useTranslations('home')
  const shell = useTranslations('shell')
  const locale = useLocale()
  const [isWhole, setIsWhole] = useState(cards.length <= shownAtFirst + 2)
  return (
    <HomeSection id="agents" title={t('agents')}>
      <ul className="grid gap-x-10 sm:grid-cols-2">
        {cards.slice(0, isWhole ? cards.length : shownAtFirst).map((card) => (
          <li key={card.target.id} className="border-t border-line">
            <ReadyLink
              href={targetPath(card.target)}
              className="focus-ring group -mx-3 flex h-full gap-4 rounded-control px-3 py-4 transition-colors hover:bg-hover"
            >
              <NamedIcon name={card.icon} className="mt-0.5 size-5 text-accent" />
              <span className="min-w-0">
                <span className="block font-medium">{card.name[locale]}</span>
                <span className="mt-0.5 line-clamp-2 text-sm text-pretty text-muted">
                  {card.description[locale]}
                </span>
              </span>
            </ReadyLink>
          </li>
        ))}
      </ul>
      {!isWhole && (
        <Button size="small" className="-ml-3 text-muted" onClick={() => setIsWhole(true)}>
          {shell('allAgents', { count: cards.length })}
        </Button>
      )}
    </HomeSection>
  )
}
