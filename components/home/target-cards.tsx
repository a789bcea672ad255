'use client'

import Link from 'next/link'
import { useLocale } from 'use-intl'
import { NamedIcon } from '@/components/ui/icon'
import { targetPath } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { HomeSection } from './home-section'

type TargetCardsProps = {
  id: string
  title: string
  cards: TargetCard[]
  /** Where the rest of them is. */
  more?: { href: string; label: string }
}

/** What one can talk to, each with its line of description. */
export function TargetCards({ id, title, cards, more }: TargetCardsProps) {
  const locale = useLocale()
  return (
    <HomeSection id={id} title={title} {...(more && { more })}>
      <ul className="grid gap-x-10 sm:grid-cols-2">
        {cards.map((card) => (
          <li key={card.target.id} className="border-t border-line">
            <Link
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
            </Link>
          </li>
        ))}
      </ul>
    </HomeSection>
  )
}
