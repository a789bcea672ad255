/** Which targets a comparison asks: chosen in two or three places. Pure. */
import { maxLanes, minLanes } from '@/lib/comparisons/schema'
import { targetKey } from '@/lib/targets/schema'
import type { Target, TargetCard } from '@/lib/targets/schema'

/** Keys of targets, one a lane. */
export type Choice = string[]

/** What asks for the same targets again, in the address. */
export function comparePath(targets: Target[]): string {
  return `/compare?${new URLSearchParams(targets.map((target) => ['target', targetKey(target)])).toString()}`
}

/**
 * Those that the address asks for, else those that were compared last, else the first ones; only what is there.
 *
 * @param remembered as `toRemembered` wrote it; null when nothing was
 */
export function startChoice(cards: TargetCard[], asked: string[], remembered: string | null): Choice {
  const known = new Set(cards.map(({ target }) => targetKey(target)))
  const there = (keys: string[]) => [...new Set(keys)].filter((key) => known.has(key)).slice(0, maxLanes)
  const wanted = there(asked)
  const chosen = wanted.length > 0 ? wanted : there(readRemembered(remembered))
  if (chosen.length >= minLanes) return chosen
  return there([...chosen, ...likely(cards)]).slice(0, minLanes)
}

export function toRemembered(choice: Choice): string {
  return JSON.stringify(choice)
}

function readRemembered(text: string | null): string[] {
  if (text === null) return []
  try {
    const keys: unknown = JSON.parse(text)
    return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : []
  } catch {
    return []
  }
}

/** Models first: they are what people compare. */
function likely(cards: TargetCard[]): string[] {
  const isModel = ({ target }: TargetCard) => target.family !== 'agent' && target.family !== 'assistant'
  return [...cards.filter(isModel), ...cards.filter((card) => !isModel(card))].map(({ target }) =>
    targetKey(target),
  )
}
