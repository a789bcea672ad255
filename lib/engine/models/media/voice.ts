/** The model that listens and answers with a sound: a text of what was heard and made, and the sound as WAV. */
import { readSound } from '../../agents/studio/sound-words'
import { newAnswerId } from '../../ids'
import { synthesize } from '../../media/synthesize'
import type { Sound } from '../../media/synthesize'
import { writeByLanguageModel } from '../conversation/by-language-model'
import { inManner, readManner } from '../conversation/manner'
import { recall } from '../conversation/recall'
import { smallTalk } from '../conversation/small-talk'
import { readDialogue } from '../dialogue'
import type { Dialogue } from '../dialogue'
import type { ModelAnswer } from '../model-answer'
import { createThoughts } from '../thoughts'
import { listen } from './listen'
import type { Heard } from './listen'

/** A multiple of three, so that the base64 of the pieces joins. */
const segmentBytes = 24_000
const usualSeconds = 4
const mostSeconds = 10
const lifeSeconds = 24 * 3_600

export async function answerVoice(answer: ModelAnswer): Promise<string | void> {
  const dialogue = readDialogue(answer.request.messages)
  const manner = readManner(dialogue.system, dialogue.question, answer.language)
  const isZh = manner.language === 'zh'
  const heard = listenToAll(dialogue)
  const sound = chooseSound(dialogue.question, heard)
  const text =
    recall(dialogue, manner.language) ??
    (heard.length === 0 ? smallTalk(dialogue, manner, answer.request.model) : null) ??
    [...heard.map((one) => describe(one, isZh)), describeAnswer(sound, isZh)].join('\n\n')
  let reason: string | undefined
  if (answer.state.languageModel) {
    const think = createThoughts(answer, false, manner.language)
    reason = await writeByLanguageModel(
      answer,
      dialogue,
      think,
      heard.map((one) => describe(one, false)),
    )
  } else await answer.say(inManner(text, manner))
  await sendSound(answer, synthesize(sound))
  return reason
}

function listenToAll({ parts }: Dialogue): Heard[] {
  return parts.flatMap((part) =>
    part.type === 'input_audio' ? [listen(Buffer.from(part.input_audio.data, 'base64'))] : [],
  )
}

/** What the words ask for; without any, a tune as long as what was heard. */
function chooseSound(question: string, heard: Heard[]): Sound {
  const order = readSound(question, 'moonlit')
  const length = heard.find(({ seconds }) => seconds !== null)?.seconds ?? usualSeconds
  const isAsked = order.words.length > 0
  const seconds = /\d+(?:\.\d+)?\s*(?:s\b|sec|秒)/i.test(question) ? order.sound.seconds : Math.max(2, length)
  return {
    ...order.sound,
    layers: isAsked ? order.sound.layers : ['tune'],
    seconds: Math.min(mostSeconds, seconds),
  }
}

function describe({ format, seconds, loudness }: Heard, isZh: boolean): string {
  if (format === null)
    return isZh ? '这段录音的格式我不认识。' : 'I do not know the format of this recording.'
  const length = seconds === null ? '' : `${Math.round(seconds * 10) / 10} ${isZh ? '秒' : 's'}`
  const lead = isZh ? `我听到一段 ${format} 录音，${length}。` : `I heard a ${format} recording of ${length}.`
  if (!loudness)
    return `${lead}${isZh ? '它的响度我读不出来。' : ' How loud it is I cannot read from this format.'}`
  const { peak, mean, silentShare } = loudness
  const silent = Math.round(silentShare * 100)
  const words = isZh
    ? `峰值 ${peak.toFixed(1)} dBFS，平均 ${mean.toFixed(1)} dBFS，静音占 ${silent}%。`
    : ` Its peak is ${peak.toFixed(1)} dBFS, its mean ${mean.toFixed(1)} dBFS, and ${silent} % of it is silence.`
  const honest = isZh ? '我听不懂说的话。' : ' The words in it I cannot understand.'
  return lead + words + honest
}

function describeAnswer({ layers, seconds }: Sound, isZh: boolean): string {
  const length = Math.round(seconds * 10) / 10
  return isZh
    ? `我用一段 ${length} 秒的声音回答：${layers.join('、')}。`
    : `I answer with a sound of ${length} s: ${layers.join(', ')}.`
}

async function sendSound(answer: ModelAnswer, wav: Buffer): Promise<void> {
  const id = `audio_${newAnswerId()}`
  const expires_at = Math.floor(Date.now() / 1000) + lifeSeconds
  answer.audio = { id, data: wav.toString('base64'), expires_at }
  if (!answer.stream) return
  for (let from = 0; from < wav.length; from += segmentBytes) {
    const isLast = from + segmentBytes >= wav.length
    const data = wav.subarray(from, from + segmentBytes).toString('base64')
    await answer.sendDelta({ content: '', audio: { id, data, ...(isLast ? { expires_at } : {}) } })
    await answer.wait(60)
  }
}
