/** The model that films what it is told: a few seconds of the moon over a lake, with a cover. */
import { toFilmSize } from '../../agents/studio/make'
import { readScene } from '../../agents/studio/scene-words'
import { findSeconds } from '../../agents/studio/words'
import { filmScene } from '../../media/film-scene'
import type { MadeFile } from '../../media/made-media'
import { paintScene } from '../../media/paint-scene'
import { encodePng } from '../../media/png'
import { phaseAt } from '../../moon-calendar'
import { readManner } from '../conversation/manner'
import { recall } from '../conversation/recall'
import { smallTalk } from '../conversation/small-talk'
import { readDialogue } from '../dialogue'
import type { ModelAnswer } from '../model-answer'

const usualSeconds = 3
const mostSeconds = 6

export async function answerFilm(answer: ModelAnswer): Promise<void> {
  const dialogue = readDialogue(answer.request.messages)
  const manner = readManner(dialogue.system, dialogue.question, answer.language)
  const words = recall(dialogue, manner.language) ?? smallTalk(dialogue, manner, answer.request.model)
  if (words !== null) return answer.say(words)
  const isZh = manner.language === 'zh'
  const { scene, heard } = readScene(dialogue.question, 'moonlit', [], phaseAt(Date.now()))
  const small = toFilmSize(scene)
  const seconds = findSeconds(dialogue.question, usualSeconds, mostSeconds)
  const followed = heard.map(({ said }) => `“${said}”`).join(isZh ? '、' : ', ')
  const from =
    followed === ''
      ? isZh
        ? '描述里没有我认识的词，画面由我决定。'
        : 'The description has no word that I know, so the scene is my choice.'
      : isZh
        ? `我照着这些词拍：${followed}。`
        : `I follow these words: ${followed}.`
  await answer.say(
    isZh
      ? `正在拍摄 ${seconds} 秒的湖上月色。${from}`
      : `Filming ${seconds} s of the moon over a lake. ${from}`,
  )
  await answer.wait(900)
  const film = await filmScene(small, seconds, answer.signal)
  const large = { ...small, width: small.width * 2, height: small.height * 2 }
  const cover = await encodePng(await paintScene(large, undefined, answer.signal))
  const url = publish(answer, { type: 'video/mp4', bytes: film.mp4 }, 'mp4')
  const cover_image_url = publish(answer, { type: 'image/png', bytes: cover }, 'png')
  await answer.tell({ video_result: [{ url, cover_image_url }] })
  await answer.say(
    isZh
      ? `\n\n拍好了：${film.width} × ${film.height}，MP4。`
      : `\n\nDone: ${film.width} × ${film.height}, MP4.`,
  )
}

/** @returns an address that holds for a while */
export function publish(answer: ModelAnswer, file: MadeFile, extension: string): string {
  return `${answer.publicUrl}${answer.state.made.add(file, extension)}`
}
