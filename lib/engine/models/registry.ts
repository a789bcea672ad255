import { modelIds } from './catalogue'
import { converse } from './conversation/converse'
import type { EngineModel } from './model'

const models: Record<string, EngineModel> = {
  [modelIds.chat]: { takes: [], answer: (answer) => converse(answer, { thinks: true }) },
  [modelIds.mini]: {
    takes: [],
    answer: (answer) => {
      answer.speed = 2.5
      return converse(answer, { thinks: false })
    },
  },
}

export function findModel(id: string): EngineModel | null {
  return Object.hasOwn(models, id) ? (models[id] ?? null) : null
}
