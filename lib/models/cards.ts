/** Models as people see them. Pure. */
import type { TargetCard } from '@/lib/targets/schema'
import { capabilitiesOf } from './capabilities'
import type { ModelKind } from './capabilities'
import { nameOfModel, plainModel } from './offered-models'
import type { OfferedModel } from './offered-models'

const icons: Record<ModelKind, string> = {
  text: 'sparkles',
  vision: 'eye',
  voice: 'audio-lines',
  all_tools: 'code',
  role_play: 'users',
  unknown: 'sparkles',
}

/** A model behind `paas/v4/chat/completions`. */
export function modelCard({ id, name, description, openingQuestions, said }: OfferedModel): TargetCard {
  const told = capabilitiesOf(id)
  const { attaches, settings, icon } = said ?? { ...told, icon: icons[told.kind] }
  const made = nameOfModel(id)
  return {
    target: { family: 'model', id },
    name: name ?? { en: made, zh: made },
    description,
    icon,
    openingQuestions,
    attaches,
    settings,
  }
}

/** A model of the on-premises platform: what it can is up to the deployment. */
export function onPremisesCard(id: string): TargetCard {
  return {
    ...plainCard(id, 'on-premises', 'server'),
    attaches: capabilitiesOf(id).kind === 'vision' ? ['image'] : [],
    settings: ['system_prompt', 'sampling', 'knowledge', 'platform'],
  }
}

/** A model of a server that speaks OpenAI's dialect. */
export function compatibleCard(id: string): TargetCard {
  return {
    ...plainCard(id, 'compatible', 'plug'),
    attaches: ['image'],
    settings: ['system_prompt', 'sampling', 'output', 'functions'],
  }
}

function plainCard(id: string, family: TargetCard['target']['family'], icon: string): TargetCard {
  const { description, openingQuestions } = plainModel(id)
  return {
    target: { family, id },
    name: { en: id, zh: id },
    description,
    icon,
    openingQuestions,
    attaches: [],
    settings: [],
  }
}
