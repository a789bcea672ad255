import { answerAllTools } from './all-tools/all-tools'
import { testBench } from './bench/bench'
import { modelIds } from './catalogue'
import { converse } from './conversation/converse'
import { answerFilm } from './media/film'
import { answerVision } from './media/vision'
import { answerVoice } from './media/voice'
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
  [modelIds.vision]: { takes: ['image_url', 'video_url', 'file_url'], answer: answerVision },
  [modelIds.voice]: { takes: ['input_audio'], answer: answerVoice },
  [modelIds.allTools]: { takes: [], isStreamOnly: true, answer: answerAllTools },
  [modelIds.testBench]: testBench,
  [modelIds.film]: { takes: [], answer: answerFilm },
}

export function findModel(id: string): EngineModel | null {
  return Object.hasOwn(models, id) ? (models[id] ?? null) : null
}
