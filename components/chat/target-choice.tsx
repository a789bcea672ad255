'use client'

import ChevronDown from 'lucide-react/icons/chevron-down'
import { useRouter } from 'next/navigation'
import { lazy } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDrafts } from '@/components/composer/drafts'
import { useMoveFiles } from '@/components/composer/use-move-files'
import { Icon, NamedIcon } from '@/components/ui/icon'
import { MenuButton } from '@/components/ui/menu-button'
import { targetKey, targetPath } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'

const TargetMenu = lazy(async () => ({ default: (await import('./target-menu')).TargetMenu }))

type TargetChoiceProps = { card: TargetCard; cards: TargetCard[] }

/** Whom the composer asks; choosing another one leads to its page and takes what was typed along. */
export function TargetChoice({ card, cards }: TargetChoiceProps) {
  const t = useTranslations('composer')
  const locale = useLocale()
  const router = useRouter()
  const drafts = useDrafts()
  const moveFiles = useMoveFiles()
  const choose = (chosen: TargetCard) => {
    const from = targetKey(card.target)
    const to = targetKey(chosen.target)
    if (to === from) return
    drafts.moveDraft(from, to)
    void moveFiles(from, chosen)
    router.push(targetPath(chosen.target))
  }
  return (
    <MenuButton
      label={t('target')}
      side="top"
      align="start"
      button={(button) => (
        <button
          type="button"
          {...button}
          aria-label={t('targetNamed', { family: card.target.family, name: card.name[locale] })}
          className="focus-ring touch-target inline-flex h-9 max-w-full min-w-0 items-center gap-2 rounded-chip px-3 text-sm text-muted transition-colors hover:bg-hover hover:text-ink"
        >
          <NamedIcon name={card.icon} />
          <span className="truncate">{card.name[locale]}</span>
          <Icon icon={ChevronDown} className="size-3.5" />
        </button>
      )}
    >
      <TargetMenu card={card} cards={cards} onChoose={choose} onMore={(path) => router.push(path)} />
    </MenuButton>
  )
}
