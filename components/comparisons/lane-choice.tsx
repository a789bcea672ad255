'use client'

import { Combobox } from '@base-ui/react/combobox'
import { useQuery } from '@tanstack/react-query'
import Check from 'lucide-react/icons/check'
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down'
import X from 'lucide-react/icons/x'
import { useId, useMemo, useRef, useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { modelListOptions } from '@/components/models/query-options'
import { Icon, NamedIcon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { inputClass } from '@/components/ui/text-field'
import { cn } from '@/lib/cn'
import { targetKey } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { matches, targetGroups, toTargetOption } from './target-options'
import type { TargetGroup, TargetOption } from './target-options'

type LaneChoiceProps = {
  label: string
  card: TargetCard
  cards: TargetCard[]
  /** Keys of targets that other lanes ask. */
  taken: string[]
  onChoose: (card: TargetCard) => void
  /** Null: this lane has to be there. */
  onRemove: (() => void) | null
}

/** Whom one lane asks; found by typing. */
export function LaneChoice({ label, card, cards, taken, onChoose, onRemove }: LaneChoiceProps) {
  const t = useTranslations('compare')
  const locale = useLocale()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  // Also models that are only hinted.
  const { data } = useQuery({ ...modelListOptions, enabled: isOpen })
  const all = useMemo(() => [...cards, ...(data?.models ?? [])], [cards, data])
  // The same object while it is the same target: another one would put its name over what is being typed.
  const chosen = useMemo(() => toTargetOption(card, locale), [card, locale])
  const groups = useMemo(() => targetGroups(all, taken, locale), [all, taken, locale])
  const choose = (option: TargetOption) => {
    const found = all.find(({ target }) => targetKey(target) === option.key)
    if (!found) return
    onChoose(found)
    // What is typed next is another search.
    requestAnimationFrame(() => field.current?.matches(':focus') && field.current.select())
  }
  return (
    <Combobox.Root
      items={groups}
      autoHighlight
      filter={matches}
      value={chosen}
      itemToStringLabel={({ name }: TargetOption) => name}
      isItemEqualToValue={(left, right) => left.key === right.key}
      onValueChange={(option) => option && choose(option)}
      open={isOpen}
      onOpenChange={setIsOpen}
    >
      <div>
        <label htmlFor={id} className="mb-1.5 block text-sm text-muted">
          {label}
        </label>
        <div className="relative">
          <NamedIcon
            name={card.icon}
            className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-accent"
          />
          <Combobox.Input
            ref={field}
            id={id}
            // While the list is open the label is hidden from assistive technology with the rest of the page.
            aria-label={label}
            placeholder={t('search')}
            spellCheck={false}
            onFocus={(event) => event.currentTarget.select()}
            onKeyDown={(event) => {
              // There is always somebody to ask: nothing to clear.
              if (event.key === 'Escape' && !isOpen) event.preventBaseUIHandler()
            }}
            className={cn(inputClass, 'truncate pl-9', onRemove ? 'pr-20' : 'pr-11')}
          />
          <div className="absolute top-1/2 right-1 flex -translate-y-1/2 items-center">
            {onRemove && (
              <IconButton
                icon={X}
                label={t('removeNamed', { name: card.name[locale] })}
                size="small"
                onClick={onRemove}
              />
            )}
            <Combobox.Trigger
              render={<IconButton icon={ChevronsUpDown} label={t('showAll')} size="small" tabIndex={-1} />}
            />
          </div>
        </div>
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={6} collisionPadding={8} className="z-30 outline-none">
          <Combobox.Popup className="w-(--anchor-width) max-w-(--available-width) min-w-64 overflow-hidden rounded-panel bg-raised shadow-float outline-none">
            <Combobox.Empty>
              <p className="px-4 py-3 text-sm text-muted">{t('noMatch')}</p>
            </Combobox.Empty>
            <Combobox.List className="scroll-quiet max-h-[min(22rem,var(--available-height))] overflow-y-auto overscroll-contain p-1.5 outline-none data-empty:p-0">
              {(group: TargetGroup) => (
                <Combobox.Group key={group.value} items={group.items}>
                  <Combobox.GroupLabel className="px-2.5 pt-2 pb-1 text-xs text-muted">
                    {t(`group.${group.value}`)}
                  </Combobox.GroupLabel>
                  <Combobox.Collection>
                    {(option: TargetOption) => (
                      <Combobox.Item
                        key={option.key}
                        value={option}
                        className="flex min-h-9 items-center gap-3 rounded-control px-2.5 py-1.5 text-ui outline-none select-none data-highlighted:bg-hover pointer-coarse:min-h-11"
                      >
                        <NamedIcon name={option.icon} className="text-muted" />
                        <span className="min-w-0 grow truncate">{option.name}</span>
                        <Combobox.ItemIndicator>
                          <Icon icon={Check} className="text-accent" />
                        </Combobox.ItemIndicator>
                      </Combobox.Item>
                    )}
                  </Combobox.Collection>
                </Combobox.Group>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}
