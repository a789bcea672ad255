/** The document assistant: reads what was attached (or what is shipped), retrieves passages and answers from them alone. */
import { answerFromLakes } from '../../agents/guide/lake-answer'
import { answerFromPages } from '../../agents/guide/page-answer'
import { answerFromPhases } from '../../agents/guide/phase-answer'
import { leansOnBefore } from '../../agents/leaning'
import { compose } from '../../agents/reader/compose'
import { sayComposed } from '../../agents/say-composed'
import { parseMessages } from '../../files/wishes'
import type { StoredFile } from '../../files/file-store'
import { toSlice } from '../../documents/places'
import { withoutFigures } from '../../documents/passage'
import type { Passage } from '../../documents/passage'
import type { EngineAssistant } from '../assistant'
import type { AssistantReply } from '../reply'

const slicesPerChunk = 2

export const documentAssistant: EngineAssistant = {
  card: {
    id: '6a1e0c52d94b7f3380c1a503',
    name: { en: 'Document assistant', zh: '文档助手' },
    description: {
      en: 'Answers from your attached files alone and shows the passages; without any it looks into the shipped field guide.',
      zh: '只根据你附上的 PDF、DOCX、XLSX、CSV、TXT 回答，并给出原文；没有附件时查阅内置的《月与湖观察手册》。',
    },
    tools: ['retrieval', 'function'],
    tags: [{ key: 'documents', label: '文档 Documents' }],
    openingQuestions: {
      en: [
        'What does the guide say about tides in lakes?',
        'Why does the moon have a halo?',
        'Which lake is the deepest?',
      ],
      zh: ['手册怎么解释月晕？', '湖里有潮汐吗？', '哪个湖最深？'],
    },
  },
  async answer(reply) {
    const question = toQuestion(reply)
    const readable = reply.files.filter(({ passages }) => passages.length > 0)
    await listFiles(reply)
    if (readable.length === 0 && reply.files.length + reply.unknownFiles.length > 0)
      return reply.say(sayUnreadable(reply))
    const found =
      readable.length > 0 ? fromFiles(reply, readable, question) : await fromLibrary(reply, question)
    await tellSlices(reply, found.passages, found.nameOf)
    reply.conversation.suggestions = suggest(reply)
    if (found.text === null) return reply.say(sayNothingFound(reply, readable))
    await sayComposed(reply, {
      task: 'You answer questions from documents. Name the document and, where the source tells it, the page or row.',
      question,
      sources: found.passages.map((passage) => `${found.nameOf(passage)}: ${toSlice(passage)}`),
      own: found.text,
    })
  },
}

type Found = { text: string | null; passages: Passage[]; nameOf: (passage: Passage) => string }

function toQuestion({ question, conversation }: AssistantReply): string {
  const before = conversation.turns.at(-1)?.question
  return before !== undefined && leansOnBefore(question) ? `${before} ${question}` : question
}

/** The function's answer tells what each file holds. */
async function listFiles(reply: AssistantReply): Promise<void> {
  const { files, unknownFiles } = reply
  if (files.length + unknownFiles.length === 0) return
  const ids = [...files.map(({ id }) => id), ...unknownFiles]
  await reply.callFunction('list_documents', { file_ids: ids })
  await reply.wait(160)
  const documents = [
    ...files.map(({ name, size, passages, outcome }) => ({
      name,
      bytes: size,
      passages: passages.length,
      state: outcome?.code ?? 0,
    })),
    ...unknownFiles.map((id) => ({ name: id, state: 11009 })),
  ]
  await reply.outputs('function', [{ content: JSON.stringify({ documents }) }])
}

function fromFiles(reply: AssistantReply, files: StoredFile[], question: string): Found {
  const { language } = reply
  const composed = compose({ question, language, length: 'normal', files, unusable: [] })
  return {
    text: composed?.text ?? null,
    passages: composed?.passages ?? [],
    nameOf: ({ documentId }) => files.find(({ id }) => id === documentId)?.name ?? '',
  }
}

async function fromLibrary({ state, language }: AssistantReply, question: string): Promise<Found> {
  const library = await state.library()
  const finding =
    answerFromPhases(library, question, language, Date.now()) ??
    answerFromLakes(library, question, language) ??
    answerFromPages(library, question, language)
  return {
    text: finding === null ? null : withoutFigures(finding.markdown),
    passages: finding?.passages ?? [],
    nameOf: ({ documentId }) => library.documents.find(({ id }) => id === documentId)?.name ?? '',
  }
}

async function tellSlices(
  reply: AssistantReply,
  passages: Passage[],
  nameOf: (passage: Passage) => string,
): Promise<void> {
  await reply.wait(200)
  const outputs = passages.map((passage) => ({
    text: withoutFigures(toSlice(passage)),
    document: nameOf(passage),
  }))
  for (let at = 0; at === 0 || at < outputs.length; at += slicesPerChunk) {
    await reply.outputs('retrieval', outputs.slice(at, at + slicesPerChunk))
    await reply.wait(60)
  }
}

function sayUnreadable(reply: AssistantReply): string {
  const lines = [
    ...reply.files.map(
      ({ name, outcome }) => `- ${name}: ${outcome?.message ?? reply.words('still being read', '仍在解析')}`,
    ),
    ...reply.unknownFiles.map((id) => `- ${id}: ${parseMessages[11009]}`),
  ]
  return `${reply.words('None of the attached files could be read:', '附件都没能读取：')}\n\n${lines.join('\n')}`
}

function sayNothingFound(reply: AssistantReply, files: StoredFile[]): string {
  const names = files.map(({ name }) => reply.words(`“${name}”`, `《${name}》`))
  return names.length === 0
    ? reply.words(
        'I found nothing about that in the shipped field guide and tables. Attach a PDF, DOCX, XLSX, CSV or TXT file, and I answer from it.',
        '内置的手册和表格里没有相关内容。可以附上 PDF、DOCX、XLSX、CSV 或 TXT 文件，我会根据它回答。',
      )
    : reply.words(
        `I found nothing about that in ${names.join(', ')}, so I will not make something up.`,
        `在${names.join('、')}里没有找到相关内容，所以我不作回答。`,
      )
}

function suggest(reply: AssistantReply): string[] {
  return reply.files.length > 0
    ? reply
        .words(
          'Summarise the documents\nWhat are the main points?\nWhich figures stand out?',
          '总结这些文档\n有哪些要点？\n哪些数字值得注意？',
        )
        .split('\n')
    : reply
        .words(
          'What is earthshine?\nWhich lake lies highest?\nWhen is the next full moon?',
          '地照是什么？\n海拔最高的湖是哪个？\n下一次满月是什么时候？',
        )
        .split('\n')
}
