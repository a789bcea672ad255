/** The knowledge guide: finds passages in the shipped documents and puts its answer together from them. */
import type { Answer, EngineNode } from '../../answer'
import type { Library } from '../../documents/library'
import type { PdfPassage } from '../../documents/passage'
import { toPlaces, toSlice } from '../../documents/places'
import type { Language } from '../../index/language'
import type { EngineAgent } from '../agent'
import { isDocument, readAttached } from '../file-chat/attached'
import { leansOnBefore } from '../leaning'
import { sayComposed } from '../say-composed'
import { compose } from '../reader/compose'
import { answerFromFiles } from '../reader/document-reader'
import { readRequest } from '../reader/reading-request'
import type { Finding } from './finding'
import { findFollowUp } from './follow-up'
import { answerFromLakes } from './lake-answer'
import { answerFromPages, answerInOtherLanguage, answerWithMore } from './page-answer'
import { answerFromPhases } from './phase-answer'
import { suggestAfterSheet, suggestFromHeadings } from './suggestions'

const node: EngineNode = { id: '1936725184036371009', name: 'LLM_001' }
const memoryName = 'guide'

type Memory = { question: string; language: Language; shown: PdfPassage[]; opened: Set<string> }

export const knowledgeGuide: EngineAgent = {
  variables: [],
  async answer(answer) {
    if (await answerFromAttached(answer)) return
    const library = await answer.state.library()
    const memory = readMemory(answer)
    if (isGreeting(answer.question)) return greet(answer, library, memory)
    await answer.startNode(node, answer.question)
    await answer.wait(60)
    const { query, language, finding } = find(library, answer, memory)
    await answer.startTool(node, { type: 'retrieval', tool_calls_data: { input: query } })
    await answer.wait(140)
    const slices = finding?.passages.map(toSlice) ?? []
    await answer.endTool(node, { type: 'retrieval', tool_calls_data: { slice_info: JSON.stringify(slices) } })
    answer.keepSlices(node, toPlaces(finding?.passages ?? []))
    await answer.wait(80)
    const text = await sayFinding(answer, query, language, finding)
    await answer.endNode(node, text)
    answer.count(node, [query, ...slices].join('\n'), text)
    remember(answer, library, memory, { query, language, finding })
  },
}

async function sayFinding(
  answer: Answer,
  question: string,
  language: Language,
  finding: Finding | null,
): Promise<string> {
  if (!finding) {
    const text = sayNothingFound(language)
    await answer.say(text)
    return text
  }
  // Where it comes from stands in the last paragraph, and a figure has to be shown by its marker.
  const paragraphs = finding.markdown.split('\n\n')
  const figures = finding.passages.flatMap((passage) =>
    passage.kind === 'pdf' ? (passage.figure ?? []) : [],
  )
  const isWritten = answer.state.languageModel !== null
  return sayComposed(answer, {
    task: 'You are the guide to a handbook of the moon over water and a table of lakes.',
    question,
    sources: finding.passages.map(toSlice),
    own: paragraphs.slice(0, -1).join('\n\n'),
    note: [...(isWritten ? figures : []), paragraphs.at(-1) ?? ''].join('\n\n'),
    language,
  })
}

/** Files that were sent into the conversation come first; the library is asked when they say nothing. */
async function answerFromAttached(answer: Answer): Promise<boolean> {
  const { all, fresh } = readAttached(answer)
  const documents = all.filter(isDocument)
  if (fresh.some((file) => !isDocument(file)))
    await answer.say(
      answer.language === 'zh'
        ? '*图片、视频和音频我看不懂，只按文字回答。*\n\n'
        : '*I cannot look at pictures, videos or sounds, and answer from texts alone.*\n\n',
    )
  if (documents.length === 0) return false
  const request = readRequest(
    answer,
    documents.map(({ id }) => id),
  )
  if (!fresh.some(isDocument) && compose(request) === null) return false
  await answerFromFiles(answer, request)
  return true
}

type Found = { query: string; language: Language; finding: Finding | null }

function find(library: Library, answer: Answer, memory: Memory | null): Found {
  const followUp = memory ? findFollowUp(answer.question) : null
  if (memory && followUp?.kind === 'language') {
    const { language } = followUp
    const pages = memory.shown.length > 0 ? answerInOtherLanguage(library, memory.shown, language) : null
    return { query: memory.question, language, finding: pages ?? ask(library, memory.question, language) }
  }
  if (memory && followUp) {
    return {
      query: memory.question,
      language: memory.language,
      finding: answerWithMore(library, memory.shown, memory.language),
    }
  }
  const own = ask(library, answer.question, answer.language)
  if (own || !memory || !leansOnBefore(answer.question))
    return { query: answer.question, language: answer.language, finding: own }
  const query = `${memory.question} ${answer.question}`
  return { query, language: answer.language, finding: ask(library, query, answer.language) }
}

function ask(library: Library, question: string, language: Language): Finding | null {
  return (
    answerFromPhases(library, question, language, Date.now()) ??
    answerFromLakes(library, question, language) ??
    answerFromPages(library, question, language)
  )
}

function remember(
  answer: Answer,
  library: Library,
  memory: Memory | null,
  { query, language, finding }: Found,
): void {
  const shown = finding?.passages.flatMap((passage) => (passage.kind === 'pdf' ? [passage] : [])) ?? []
  const opened = new Set([
    ...(memory?.opened ?? []),
    ...shown.map((passage) => passage.headings.at(-1) ?? ''),
  ])
  const isFollowUp = memory !== null && query === memory.question
  const all = isFollowUp ? [...shown, ...memory.shown] : shown
  if (finding)
    answer.conversation.memory.set(memoryName, {
      question: query,
      language,
      shown: all,
      opened,
    } satisfies Memory)
  answer.conversation.suggestions =
    finding && shown.length === 0
      ? suggestAfterSheet(language)
      : suggestFromHeadings(library, shown[0], opened, language)
}

function readMemory(answer: Answer): Memory | null {
  // Only `remember` writes under this name.
  return (answer.conversation.memory.get(memoryName) as Memory | undefined) ?? null
}

function isGreeting(question: string): boolean {
  return (
    question === '' ||
    /^(?:hi|hello|hey|help|good (?:morning|evening)|who are you|what can (?:you|i) (?:do|ask).*|你好|您好|嗨|帮助|你是谁|你能做什么|你会什么|能问什么|目录)[\s!！。.?？]*$/i.test(
      question.trim(),
    )
  )
}

async function greet(answer: Answer, library: Library, memory: Memory | null): Promise<void> {
  const chapters = [...new Set(library.passages.map((passage) => passage.headings[1] ?? ''))].filter(
    (heading) => /^\d/.test(heading),
  )
  const intro =
    answer.language === 'zh'
      ? '你好！我是知识向导。我读过《月与湖观察手册》（中英双语，16 页）、一张湖泊与月相表，还有 1998 年的《船屋手册》。可以问我这些：'
      : 'Hello! I am the knowledge guide. I have read “A Field Guide to the Moon over Water” (16 pages, English and Chinese), a table of lakes and moon phases, and the old “Boathouse Handbook 1998”. Ask me about:'
  const outro =
    answer.language === 'zh'
      ? '也可以问数据，例如“海拔最高的湖”或“2026年9月的满月”。我只引用原文，找不到时会直说。'
      : 'Or ask for figures, such as “the deepest lakes in Italy” or “full moons in 2026”. I quote what I find, and I say so when I find nothing.'
  const text = `${intro}\n\n${chapters.map((chapter) => `- ${chapter.replace(/^\d+ /, '')}`).join('\n')}\n\n${outro}`
  await answer.startNode(node, answer.question)
  await answer.wait(120)
  await answer.say(text)
  await answer.endNode(node, text)
  answer.count(node, answer.question, text)
  answer.conversation.suggestions = suggestFromHeadings(
    library,
    memory?.shown[0],
    memory?.opened ?? new Set(),
    answer.language,
  )
}

function sayNothingFound(language: Language): string {
  return language === 'zh'
    ? '手册和湖泊表里没有找到与这个问题相关的内容，所以我不作回答。\n\n我能回答的有：\n\n- 月相、地照、月晕、月食、潮汐、水面光路等现象\n- 湖泊的深度、面积、海拔（例如“最深的湖”）\n- 2025 至 2028 年的月相时间\n- 观察、摄影、水边安全和中秋民俗\n- 1998 年船屋的系泊、钥匙和救生衣规定'
    : 'I found nothing about that in the field guide or the tables, so I will not make something up.\n\nWhat I can answer:\n\n- phases, earthshine, halos, eclipses, tides and the glitter path\n- depth, area and elevation of lakes, such as “the deepest lake”\n- the times of the moon’s phases from 2025 to 2028\n- observing, photography, safety by the water, and Mid-Autumn lore\n- the boathouse rules of 1998 for moorings, keys and life jackets'
}
