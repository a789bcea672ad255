/** The model that looks: at pictures and films of the question, or into documents. Anything else is a conversation. */
import { compose } from '../../agents/reader/compose'
import type { StoredFile } from '../../files/file-store'
import type { Language } from '../../index/language'
import type { ContentPart } from '../chat-request'
import { converse, sayReply } from '../conversation/converse'
import { writeByLanguageModel } from '../conversation/by-language-model'
import { readManner } from '../conversation/manner'
import type { Manner } from '../conversation/manner'
import { recall } from '../conversation/recall'
import type { Reply } from '../conversation/reply'
import { readDialogue } from '../dialogue'
import type { Dialogue } from '../dialogue'
import type { ModelAnswer } from '../model-answer'
import { createThoughts } from '../thoughts'
import type { Thoughts } from '../thoughts'
import { lookAt } from './look'
import { readFilePart } from './read-file-part'

const aboutSight =
  /\b(?:pictures?|images?|photos?|videos?|films?|colou?rs?|pixels?|size|bright|dark|see|look|show)\b|图|照片|视频|颜色|像素|尺寸|亮|暗|看/i
const longestNote = 4_000

export async function answerVision(answer: ModelAnswer): Promise<string | void> {
  const dialogue = readDialogue(answer.request.messages)
  const manner = readManner(dialogue.system, dialogue.question, answer.language)
  const parts = findParts(dialogue)
  const isAboutTalk = dialogue.parts.length === 0 && recall(dialogue, manner.language) !== null
  if (parts.length === 0 || isAboutTalk) return converse(answer, { thinks: true })
  const think = createThoughts(answer, answer.request.thinking?.type !== 'disabled', manner.language)
  const seen = await lookAtAll(answer, parts, manner.language, think)
  const files = await readAll(answer, parts, think)
  if (answer.state.languageModel)
    return writeByLanguageModel(answer, dialogue, think, [...seen, ...toNotes(files)])
  const read = files.length === 0 ? null : await answerFromFiles(files, dialogue, manner, think)
  if (read === null && seen.length === 0) return converse(answer, { thinks: true })
  await sayReply(answer, joinReplies(seen, read, manner), manner)
}

/** Of the question; without any, of what was sent before when the question goes on about it. */
function findParts({ parts, earlierParts, question }: Dialogue): ContentPart[] {
  if (parts.length > 0) return parts
  return earlierParts.filter(
    ({ type }) =>
      type === 'file_url' || ((type === 'image_url' || type === 'video_url') && aboutSight.test(question)),
  )
}

async function lookAtAll(
  answer: ModelAnswer,
  parts: ContentPart[],
  language: Language,
  think: Thoughts,
): Promise<string[]> {
  const said: string[] = []
  for (const part of parts) {
    if (part.type !== 'image_url' && part.type !== 'video_url') continue
    const kind = part.type === 'image_url' ? 'image' : 'video'
    const url = part.type === 'image_url' ? part.image_url.url : part.video_url.url
    const shown = /^https?:/i.test(url) ? url.replace(/\?.*$/, '') : 'base64'
    await think(`I read the ${kind} (${shown}).`, `我读取${kind === 'image' ? '图片' : '视频'}（${shown}）。`)
    said.push((await lookAt(answer, kind, url, language)).said)
  }
  return said
}

type Read = { file: StoredFile | null; problem: string | null }

async function readAll(answer: ModelAnswer, parts: ContentPart[], think: Thoughts): Promise<Read[]> {
  const read: Read[] = []
  for (const part of parts) {
    if (part.type !== 'file_url') continue
    const found = await readFilePart(answer, part.file_url.url)
    if (typeof found === 'string') {
      await think(`A document could not be read: ${found}.`, `有一个文档读不了：${found}。`)
      read.push({ file: null, problem: found })
      continue
    }
    await think(
      `“${found.name}” has ${found.passages.length} passages.`,
      `《${found.name}》有 ${found.passages.length} 段。`,
    )
    read.push({ file: found, problem: null })
  }
  return read
}

async function answerFromFiles(
  read: Read[],
  { question, parts }: Dialogue,
  { language, isBrief }: Manner,
  think: Thoughts,
): Promise<Reply | null> {
  const files = read.flatMap(({ file }) => (file ? [file] : []))
  const problems = read.flatMap(({ problem }) => (problem === null ? [] : [problem]))
  const isZh = language === 'zh'
  const length = isBrief ? 'short' : 'normal'
  const found = files.length === 0 ? null : compose({ question, language, length, files, unusable: [] })
  const isFresh = parts.some(({ type }) => type === 'file_url')
  if (!found && !isFresh) return null
  if (found)
    await think(
      `${found.passages.length} of them answer the question.`,
      `其中 ${found.passages.length} 段与问题有关。`,
    )
  const names = files.map(({ name }) => (isZh ? `《${name}》` : `“${name}”`)).join(isZh ? '、' : ', ')
  const nothing = isZh ? `在${names}里没有找到相关内容。` : `I found nothing about that in ${names}.`
  const failures = problems.map((one) =>
    isZh ? `有一个文档读不了：${one}。` : `One document could not be read: ${one}.`,
  )
  const text = found?.text ?? (files.length > 0 ? nothing : '')
  return {
    markdown: [text, ...failures].filter((part) => part !== '').join('\n\n'),
    sources: files.map(({ name }) => name),
  }
}

function joinReplies(seen: string[], read: Reply | null, { language }: Manner): Reply {
  const honest =
    language === 'zh'
      ? '*我读的是文件本身的数据，认不出画面里的东西。*'
      : '*I read what the bytes say; I do not recognise what is shown.*'
  const parts = [...(read ? [read.markdown] : []), ...seen, ...(seen.length > 0 ? [honest] : [])]
  return { markdown: parts.join('\n\n'), sources: read?.sources ?? [] }
}

function toNotes(read: Read[]): string[] {
  return read.map(({ file, problem }) =>
    file
      ? `The document “${file.name}”:\n${file.passages
          .map(({ text }) => text)
          .join('\n')
          .slice(0, longestNote)}`
      : `A document could not be read: ${problem}`,
  )
}
