/** What the composer offers to ask, in groups that stay short. Pure. */
import { targetKey } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'

export type ChoiceGroup = {
  name: 'agents' | 'assistants' | 'models'
  cards: TargetCard[]
  /** Where those are that are left out; null when there are none, or when there is no such page. */
  more: string | null
}

const groups = [
  // Agents have no page that lists them: all are here.
  { name: 'agents', families: ['agent'], shown: Infinity, more: null },
  { name: 'assistants', families: ['assistant'], shown: 4, more: '/assistants' },
  { name: 'models', families: ['model', 'on-premises', 'compatible'], shown: 4, more: '/models' },
] as const

/** The chosen one is always among them; models always have their way on, for there are more than are listed. */
export function choiceGroups(cards: TargetCard[], chosen: TargetCard): ChoiceGroup[] {
  return groups.flatMap(({ name, families, shown, more }) => {
    const all = cards.filter(({ target }) => families.some((family) => family === target.family))
    if (all.length === 0) return []
    const first = withChosen(all.slice(0, shown), all, chosen)
    const hasMore = name === 'models' || first.length < all.length
    return [{ name, cards: first, more: hasMore ? more : null }]
  })
}

function withChosen(first: TargetCard[], all: TargetCard[], chosen: TargetCard): TargetCard[] {
  const key = targetKey(chosen.target)
  if (first.some(({ target }) => targetKey(target) === key)) return first
  return [...first, ...all.filter(({ target }) => targetKey(target) === key)]
}
