import { seedOf } from '../../media/noise'
import type { Sound, SoundName } from '../../media/synthesize'
import { findSeconds, findWord, findWords } from './words'

const sounds: readonly (readonly [RegExp, SoundName])[] = [
  [/waves?|surf|shore|lapping|浪|波|潮/i, 'waves'],
  [/bells?|chimes?|gong|钟|磬|铃/i, 'bell'],
  [/tune|melody|music|song|harp|zither|guqin|pipa|旋律|曲|音乐|琴|歌/i, 'tune'],
  [/wind|breeze|gust|风/i, 'wind'],
  [/rain\w*|drizzle|雨/i, 'rain'],
  [/crickets?|insects?|cicadas?|虫|蟋蟀|蛐蛐|蝉/i, 'crickets'],
]
const usualSeconds = 8
export const mostSoundSeconds = 20

export type SoundOrder = { sound: Sound; words: string[] }

/** Without any word for a sound: waves, and a bell in the distance. */
export function readSound(description: string, style: string): SoundOrder {
  const found = findWords(description, sounds)
  const strength =
    findWord(description, [
      [/storm\w*|wild|strong|heavy|狂|大浪|暴|大雨|大风/i, 1],
      [/calm|gentle|soft|quiet|轻|柔|静|微/i, 0.1],
    ]) ?? null
  const tempo =
    findWord(description, [
      [/fast|lively|quick|欢快|快/i, 138],
      [/slow|慢|缓/i, 66],
    ]) ?? null
  const mood =
    findWord<Sound['mood']>(description, [
      [/sad|dark|melancholy|lonely|悲|忧|愁|寂/i, 'dark'],
      [/happy|bright|joy\w*|欢|喜|明亮/i, 'bright'],
    ]) ?? null
  return {
    words: [...found, ...[strength, tempo, mood].filter((one) => one !== null)].map(({ word }) => word),
    sound: {
      layers: found.length > 0 ? found.map(({ value }) => value) : ['waves', 'bell'],
      seconds: findSeconds(description, usualSeconds, mostSoundSeconds),
      strength: strength?.value ?? 0.4,
      tempo: tempo?.value ?? 96,
      mood: mood?.value ?? (style === 'dusk' || style === 'ink' ? 'dark' : 'bright'),
      seed: seedOf(`${description}|${style}`) % 100_000,
    },
  }
}
