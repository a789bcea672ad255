'use client'

import { useLocale } from 'use-intl'
import { ReadyLink } from '@/components/shell/ready-link'
import { NamedIcon } from '@/components/ui/icon'
import { targetPath } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { HomeSection } from './home-section'

type TargetChipsProps = {
  id: string
  title: string
  cards: TargetCard[]
  /** Where all of them are, with what they do. */
  more: { href: string; label: string }
}

/** Names alone, close together: what they do stands on their own pages. */
export function TargetChips({ id, title, cards, more }: TargetChipsProps) {
  const locale = useLocale()
  return (
    <HomeSection id={id} title={title} more={more}>
      <ul aria-labelledby={`home-${id}`} className="flex flex-wrap gap-2 border-t border-line pt-4">
        {cards.map((card) => (
          <li key={card.target.id} className="max-w-full">
            <ReadyLink
              href={targetPath(card.target)}
              className="focus-ring touch-target flex h-8 max-w-full items-center gap-2 rounded-chip border border-line px-3 text-sm transition-colors hover:bg-hover"
            >
              <NamedIcon name={card.icon} className="size-3.5 text-accent" />
              <span className="truncate">{card.name[locale]}</span>
            </ReadyLink>
          </li>
        ))}
      </ul>
    </HomeSection>
  )
}
