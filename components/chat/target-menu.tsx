'use client'

import { Fragment } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { MenuChoice, MenuItem, MenuSeparator } from '@/components/ui/menu'
import { targetKey } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { choiceGroups } from './choice-groups'

type TargetMenuProps = {
  card: TargetCard
  cards: TargetCard[]
  onChoose: (card: TargetCard) => void
  /** The page that lists them all. */
  onMore: (path: string) => void
}

/** The items of `TargetChoice`'s menu, which come when it is opened. */
export function TargetMenu({ card, cards, onChoose, onMore }: TargetMenuProps) {
  const t = useTranslations('composer')
  const locale = useLocale()
  const choose = (key: string) => {
    const chosen = cards.find(({ target }) => targetKey(target) === key)
    if (chosen) onChoose(chosen)
  }
  const groups = choiceGroups(cards, card).map(({ name, cards: offered, more }, index) => (
    <Fragment key={name}>
      {index > 0 && <MenuSeparator />}
      <MenuChoice
        label={t(name)}
        value={targetKey(card.target)}
        options={offered.map((one) => ({ value: targetKey(one.target), label: one.name[locale] }))}
        onChoose={choose}
      />
      {more !== null && (
        <MenuItem onPress={() => onMore(more)}>
          {name === 'models' ? t('moreModels') : t('allAssistants')}
        </MenuItem>
      )}
    </Fragment>
  ))
  return (
    // As much as can be taken in at a look; the rest is scrolled to.
    <div className="scroll-quiet -m-1.5 max-h-[26rem] overflow-y-auto overscroll-contain p-1.5">{groups}</div>
  )
}
