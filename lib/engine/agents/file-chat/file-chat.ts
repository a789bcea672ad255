/** A dialogue about the files that were sent into it: documents are searched, pictures and sounds are measured. */
import type { Answer, EngineNode } from '../../answer'
import { readFileBytes } from '../../files/file-bytes'
import type { StoredFile } from '../../files/file-store'
import type { Language } from '../../index/language'
import { findDominantColours } from '../../media/dominant-colours'
import { decodePng } from '../../media/png'
import { toHex } from '../../media/scene'
import type { EngineAgent } from '../agent'
import { inspect } from '../inputs/inspect'
import type { Inspection } from '../inputs/inspect'
import { describeFile } from '../inputs/write'
import { compose } from '../reader/compose'
import { answerFromFiles } from '../reader/document-reader'
import { readRequest } from '../reader/reading-request'
import { findNamed, isDocument, readAttached } from './attached'

const looking: EngineNode = { id: '1936725184036387003', name: '查看媒体' }
const welcoming: EngineNode = { id: '1936725184036387017', name: 'LLM_801' }
const asksAboutMedia =
  /picture|image|photo|video|film|sound|audio|colou?r|size|图片|照片|视频|音频|声音|颜色|尺寸|多大/i
const mostPictureBytes = 8 * 1024 * 1024

export const fileChat: EngineAgent = {
  variables: [],
  async answer(answer) {
    const { all, fresh, unknown } = readAttached(answer)
    if (all.length === 0 && unknown.length === 0) return welcome(answer)
    const named = findNamed(all, answer.question)
    // A bare file wants to be read; a question is about all of them, unless it names some.
    const meant = named.length > 0 ? named : answer.question === '' && fresh.length > 0 ? fresh : all
    const documents = meant.filter(isDocument)
    const media = meant.filter((file) => !isDocument(file))
    const request = readRequest(
      answer,
      documents.map(({ id }) => id),
    )
    const isMeant = ({ id }: StoredFile) => documents.some((file) => file.id === id)
    const reading = { ...request, files: request.files.filter(isMeant) }
    const isInDocuments = documents.length > 0 && compose(reading) !== null
    const isAboutMedia =
      media.length > 0 &&
      (documents.length === 0 || answer.question === '' || asksAboutMedia.test(answer.question))
    if (isAboutMedia || unknown.length > 0) await describeMedia(answer, isAboutMedia ? media : [], unknown)
    if (documents.length === 0 || (isAboutMedia && !isInDocuments)) return
    if (isAboutMedia) await answer.say('\n\n')
    return answerFromFiles(answer, reading)
  },
}

async function welcome(answer: Answer): Promise<void> {
  const text =
    answer.language === 'zh'
      ? '把文件拖进对话或点回形针：PDF、DOCX、XLSX、CSV、TXT、MD 会被读取并检索，我只根据它们回答，并标出页码或行号；图片、视频和音频我能量出尺寸、时长和主要颜色，但看不懂内容。'
      : 'Drop files into this conversation or use the paper clip. I read and search PDF, DOCX, XLSX, CSV, TXT and MD, answer from nothing else, and name the page or row. Of pictures, videos and sounds I can tell size, length and main colours, but not what they show.'
  await answer.startNode(welcoming, answer.question)
  await answer.say(text, 2)
  await answer.endNode(welcoming, text)
  answer.count(welcoming, answer.question, text)
  answer.conversation.suggestions =
    answer.language === 'zh'
      ? ['你能读哪些文件？', '能读多长的文件？']
      : ['Which files can you read?', 'How long may a file be?']
}

async function describeMedia(answer: Answer, files: StoredFile[], unknown: string[]): Promise<void> {
  const { language } = answer
  const ids = [...files.map(({ id }) => id), ...unknown]
  await answer.startNode(looking, ids.join('\n'))
  const lines: string[] = []
  for (const id of ids) {
    const call = { action_key: 'inspect_file', params: JSON.stringify({ file: id }) }
    await answer.startTool(looking, { type: 'function', tool_calls_data: call })
    await answer.wait(90)
    const inspection = await inspect(answer, id)
    const colours = await findColours(answer, id)
    await answer.endTool(looking, {
      type: 'function',
      tool_calls_data: { ...call, output: JSON.stringify({ ...inspection, colours }) },
    })
    lines.push(toLine(inspection, colours, language))
  }
  const note =
    language === 'zh'
      ? '*我只能量，看不懂画面和声音的内容。*'
      : '*I can only measure; I do not understand what a picture or a sound holds.*'
  const text = `${lines.join('\n')}\n\n${note}`
  await answer.say(text)
  await answer.endNode(looking, text)
  answer.count(looking, ids.join('\n'), text)
}

async function findColours({ state }: Answer, id: string): Promise<string[]> {
  const file = state.files.find(id)
  if (file?.kind !== 'image' || file.size > mostPictureBytes) return []
  const decoded = decodePng(await readFileBytes(file, mostPictureBytes))
  return typeof decoded === 'string' ? [] : findDominantColours(decoded, 4).map(({ colour }) => toHex(colour))
}

function toLine(inspection: Inspection, colours: string[], language: Language): string {
  const main =
    colours.length === 0
      ? ''
      : (language === 'zh' ? '，主要颜色 ' : ', mainly ') + colours.map((hex) => `\`${hex}\``).join(' ')
  const name = inspection.name.replace(/[\\`*_[\]<|]/g, '\\$&')
  return `- **${name}**: ${describeFile(inspection, language)}${main}`
}
