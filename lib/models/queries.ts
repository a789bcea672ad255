import 'server-only'
import { compatibleModels, isCompatibleConnected } from '@/lib/compatible/upstream'
import { isOnPremisesConnected, onPremisesModels } from '@/lib/open-platform/upstream'
import type { Target, TargetCard } from '@/lib/targets/schema'
import { compatibleCard, modelCard, onPremisesCard } from './cards'
import { nameOfModel, plainModel } from './offered-models'
import type { ModelList } from './schema'
import { areModelsConnected, hintedModels, offeredModels } from './upstream'

/** Of a family that is not there. */
const nothing = { items: [], isComplete: true }

/**
 * The card of any model: those that nobody offers may be typed by hand.
 *
 * @returns null where its family is not there
 */
export function findModel({ family, id }: Target): TargetCard | null {
  switch (family) {
    case 'model':
      return areModelsConnected()
        ? modelCard(offeredModels().find((model) => model.id === id) ?? plainModel(id))
        : null
    case 'on-premises':
      return isOnPremisesConnected() ? onPremisesCard(id) : null
    case 'compatible':
      return isCompatibleConnected() ? compatibleCard(id) : null
    case 'agent':
    case 'assistant':
      return null
  }
}

/** What stands in lists and on pages; never waits for upstream once it was slow. */
export async function listModels(): Promise<TargetCard[]> {
  const { models } = await listPickerModels()
  const offered = new Set(offeredModels().map(({ id }) => id))
  return models.filter(
    ({ target }) => target.family !== 'model' || offered.size === 0 || offered.has(target.id),
  )
}

/** For the picker: also those that `/models` only hints. */
export async function listPickerModels(): Promise<ModelList> {
  const offered = offeredModels()
  const [hints, onPremises, compatible] = await Promise.all([
    !areModelsConnected() ? nothing : offered.length > 0 ? hintedModels.peek() : hintedModels.get(),
    isOnPremisesConnected() ? onPremisesModels.get() : nothing,
    isCompatibleConnected() ? compatibleModels.get() : nothing,
  ])
  const known = new Set(offered.map(({ id }) => id))
  const others = hints.items.filter((id) => !known.has(id)).toSorted(byName)
  return {
    models: [
      ...offered.map(modelCard),
      ...others.map((id) => modelCard(plainModel(id))),
      ...onPremises.items.map(onPremisesCard),
      ...compatible.items.map(compatibleCard),
    ],
    isComplete: hints.isComplete && onPremises.isComplete && compatible.isComplete,
  }
}

function byName(left: string, right: string): number {
  return nameOfModel(left).localeCompare(nameOfModel(right), 'en', { numeric: true })
}
