/** What can be compared, in groups, as the search field lists it. Pure. */
import type { Locale } from '@/lib/i18n/locale'
import { families, targetKey } from '@/lib/targets/schema'
import type { Family, TargetCard } from '@/lib/targets/schema'

export type TargetOption = {
  key: string
  name: string
  icon: string
  /** What it is found by: its name and what it is called in the address. */
  words: string
}

export type TargetGroup = { value: Family; items: TargetOption[] }

/** @param taken keys of targets that other lanes ask */
export function targetGroups(cards: TargetCard[], taken: string[], locale: Locale): TargetGroup[] {
  const known = new Map(cards.map((card) => [targetKey(card.target), card]))
  const free = [...known.values()].filter(({ target }) => !taken.includes(targetKey(target)))
  return families.flatMap((family) => {
    const items = free
      .filter(({ target }) => target.family === family)
      .map((card) => toTargetOption(card, locale))
    return items.length > 0 ? [{ value: family, items }] : []
  })
}

export function toTargetOption({ target, name, icon }: TargetCard, locale: Locale): TargetOption {
  return {
    key: targetKey(target),
    name: name[locale],
    icon,
    words: folded(`${name[locale]} ${name.en} ${target.id}`),
  }
}

export function matches(option: TargetOption, query: string): boolean {
  return option.words.includes(folded(query.trim()))
}

/** Full-width letters and capitals count as their plain ones. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
