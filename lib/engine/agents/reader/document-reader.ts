/** The document reader: a form agent that answers from the files that a person uploaded, and from nothing else. */
import type { Answer, EngineNode } from '../../answer'
import { toPlaces, toSlice } from '../../documents/places'
import type { Passage } from '../../documents/passage'
import type { StoredFile } from '../../files/file-store'
import type { EngineAgent } from '../agent'
import { sayComposed } from '../say-composed'
import { cite } from './cite'
import { compose } from './compose'
import { readerVariables, readRequest } from './reading-request'
import type { ReadingRequest } from './reading-request'

const reading: EngineNode = { id: '1936725184036383003', name: '读取文档' }
const retrieving: EngineNode = { id: '1936725184036383017', name: '知识检索' }
const composing: EngineNode = { id: '1936725184036383029', name: 'LLM_401' }

export const documentReader: EngineAgent = {
  variables: readerVariables,
  answer: (answer) => answerFromFiles(answer, readRequest(answer)),
}

/** Reads, retrieves and answers, each as a node of its own. */
export async function answerFromFiles(answer: Answer, request: ReadingRequest): Promise<void> {
  await answer.startNode(reading, JSON.stringify(request.files.map(({ id }) => id)))
  await answer.wait(180)
  const read = JSON.stringify({
    documents: request.files.map(describe),
    unusable: request.unusable.map(({ name, reason }) => ({ name, reason })),
  })
  await answer.endNode(reading, read)
  if (request.files.length === 0) return sayWhole(answer, request, sayNoDocument(request))

  await answer.startNode(retrieving, request.question)
  await answer.startTool(retrieving, { type: 'retrieval', tool_calls_data: { input: request.question } })
  await answer.wait(220)
  const found = compose(request)
  const slices = found?.passages.map(toSlice) ?? []
  await answer.endTool(retrieving, {
    type: 'retrieval',
    tool_calls_data: { slice_info: JSON.stringify(slices) },
  })
  answer.keepSlices(retrieving, toPlaces(found?.passages ?? []))
  await answer.endNode(retrieving, `${slices.length}`)
  await sayWhole(answer, request, found?.text ?? sayNothingFound(request), slices, found?.passages)
}

async function sayWhole(
  answer: Answer,
  request: ReadingRequest,
  text: string,
  slices: string[] = [],
  passages: Passage[] = [],
): Promise<void> {
  await answer.startNode(composing, [request.question, ...slices].join('\n\n'))
  await answer.wait(120)
  const whole = await write(answer, request, text, passages)
  await answer.endNode(composing, whole)
  answer.count(composing, [request.question, ...slices].join('\n'), whole)
  answer.conversation.suggestions =
    request.language === 'zh'
      ? ['总结这些文档', '有哪些要点？', '哪些数字值得注意？']
      : ['Summarise the documents', 'What are the main points?', 'Which figures stand out?']
}

/** By the language model only where something was found: that nothing was is said in the same words always. */
async function write(
  answer: Answer,
  request: ReadingRequest,
  text: string,
  passages: Passage[],
): Promise<string> {
  const { files, language, question, length } = request
  const unusable = files.length > 0 ? sayUnusable(request) : ''
  if (passages.length === 0) {
    const whole = [text, unusable].filter((part) => part !== '').join('\n\n')
    await answer.say(whole)
    return whole
  }
  const sources = passages.map((passage) => `${cite(passage, files, language)}: ${toSlice(passage)}`)
  const task = `You answer from a person’s documents and name the document with its page or row. Length: ${length}.`
  const asked = question === '' ? 'Summarise the documents.' : question
  return sayComposed(answer, { task, question: asked, sources, own: text, note: unusable, language })
}

function describe({ name, passages }: StoredFile) {
  const rows = passages.filter(({ kind }) => kind === 'row').length
  const pages = Math.max(
    0,
    ...passages.slice(-1).map((passage) => (passage.kind === 'pdf' ? passage.page : 0)),
  )
  const characters = passages.reduce((sum, { text }) => sum + text.length, 0)
  return { name, ...(rows > 0 ? { rows } : {}), ...(pages > 0 ? { pages } : {}), characters }
}

function sayNoDocument(request: ReadingRequest): string {
  const unusable = sayUnusable(request)
  if (unusable !== '') return unusable
  return request.language === 'zh'
    ? '没有收到文档，所以无法回答。请在“Documents 文档”里加入 PDF、DOCX、XLSX、CSV、TXT 或 MD 文件，再运行一次。'
    : 'No document was given, so there is nothing to answer from. Add a PDF, DOCX, XLSX, CSV, TXT or MD file under “Documents 文档” and run again.'
}

function sayUnusable({ unusable, language }: ReadingRequest): string {
  if (unusable.length === 0) return ''
  const lines = unusable.map(({ name, reason }) => `- ${name}: ${reason}`)
  const lead = language === 'zh' ? '这些文件没有用上：' : 'These files could not be used:'
  return `${lead}\n\n${lines.join('\n')}`
}

function sayNothingFound({ files, language, question }: ReadingRequest): string {
  const passages = files.flatMap((file) => file.passages)
  const isForeign = passages.every((passage) => passage.kind !== 'row' && passage.language !== language)
  const names = files.map(({ name }) => (language === 'zh' ? `《${name}》` : `“${name}”`))
  if (language === 'zh') {
    const hint =
      isForeign && question !== ''
        ? '文档是英文的，可以试着用英文提问。'
        : '可以换个说法，或者让我总结这些文档。'
    return `在${names.join('、')}里没有找到与这个问题相关的内容，所以我不作回答。${hint}`
  }
  const hint = isForeign
    ? 'They are written in Chinese; asking in Chinese may help.'
    : 'Try other words, or ask for a summary.'
  return `I found nothing about that in ${names.join(', ')}, so I will not make something up. ${hint}`
}
