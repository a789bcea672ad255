/** What is shown of a model, listed or typed. Pure. */
import { compatibleCard, modelCard, onPremisesCard } from '@/lib/models/cards'
import { plainModel } from '@/lib/models/offered-models'
import { targetKey } from '@/lib/targets/schema'
import type { Target, TargetCard } from '@/lib/targets/schema'

/** As it is among `cards`, else made from its name as the server makes it. */
export function cardOf(target: Target, cards: readonly TargetCard[]): TargetCard {
  const known = cards.find((card) => targetKey(card.target) === targetKey(target))
  if (known) return known
  if (target.family === 'on-premises') return onPremisesCard(target.id)
  return target.family === 'compatible' ? compatibleCard(target.id) : modelCard(plainModel(target.id))
}
