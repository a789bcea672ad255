/** The models of the picker: found by what is typed, grouped by where they come from. Pure. */
import { isTargetId, targetKey } from '@/lib/targets/schema'
import type { Family, Target, TargetCard } from '@/lib/targets/schema'

export type ModelOption = {
  key: string
  target: Target
  name: string
  /** Id and name as they are compared. */
  words: readonly [string, string]
  /** Nobody lists it: it was typed. */
  isTyped: boolean
}

/** What stands in the list, line by line; `index` counts options only. */
export type ModelRow = { kind: 'heading'; family: Family } | { kind: 'option'; index: number }

/** Families whose targets are models; the picker is for them. */
export const modelFamilies: readonly Family[] = ['model', 'on-premises', 'compatible']

export function isModel({ family }: Target): boolean {
  return modelFamilies.includes(family)
}

export function toOption(
  { target, name }: Pick<TargetCard, 'target' | 'name'>,
  locale: 'en' | 'zh',
): ModelOption {
  return optionOf(target, name[locale], false)
}

/**
 * Options that the query names, the exact one first in its group; then what was typed itself, from each place that a
 * model may come from.
 *
 * @param options in the order of their families
 */
export function findOptions(options: readonly ModelOption[], query: string): ModelOption[] {
  const words = query.trim()
  if (words === '') return [...options]
  const wanted = folded(words)
  const named = options.filter((option) => option.words.some((word) => word.includes(wanted)))
  const inOrder = modelFamilies.flatMap((family) => {
    const ofFamily = named.filter(({ target }) => target.family === family)
    return [
      ...ofFamily.filter((option) => option.words.includes(wanted)),
      ...ofFamily.filter((option) => !option.words.includes(wanted)),
    ]
  })
  return [...inOrder, ...typedOptions(options, words)]
}

/** Headings only where there is more than one place that models come from. */
export function toRows(options: readonly ModelOption[]): ModelRow[] {
  const isMixed = new Set(options.map(({ target }) => target.family)).size > 1
  return options.flatMap((option, index): ModelRow[] => {
    const before = options[index - 1]
    const begins = isMixed && !option.isTyped && before?.target.family !== option.target.family
    return [
      ...(begins ? [{ kind: 'heading', family: option.target.family } as const] : []),
      { kind: 'option', index },
    ]
  })
}

function typedOptions(options: readonly ModelOption[], words: string): ModelOption[] {
  if (!isTargetId(words)) return []
  const families = modelFamilies.filter((family) => options.some(({ target }) => target.family === family))
  return (families.length > 0 ? families : ['model' as const]).flatMap((family) => {
    const isListed = options.some(
      (option) => option.target.family === family && option.words.includes(folded(words)),
    )
    return isListed ? [] : [optionOf({ family, id: words }, words, true)]
  })
}

function optionOf(target: Target, name: string, isTyped: boolean): ModelOption {
  return { key: targetKey(target), target, name, words: [folded(target.id), folded(name)], isTyped }
}

/** Full-width letters and capitals count as their plain ones. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
