/** A model of the platform: looks into the chosen knowledge, fills the template, and writes what was found. */
import { answerFromLakes } from '../agents/guide/lake-answer'
import { answerFromPages } from '../agents/guide/page-answer'
import { answerFromPhases } from '../agents/guide/phase-answer'
import { compose } from '../agents/reader/compose'
import { withoutFigures } from '../documents/passage'
import { toSlice } from '../documents/places'
import type { Language } from '../index/language'
import { LanguageModelError } from '../language-model'
import type { LanguageModelMessage } from '../language-model'
import { inManner, readManner, withoutManner } from '../models/conversation/manner'
import { recall } from '../models/conversation/recall'
import { standAlone } from '../models/conversation/standalone'
import type { Dialogue } from '../models/dialogue'
import { calculate, findExpression } from '../models/functions/arithmetic'
import { containerIds, openContainers } from './containers'
import type { PlatformReply } from './platform-reply'
import { fillTemplate, instructionsOf } from './prompt-template'

type Knowledge = { markdown: string; passages: string[]; where: string }

export async function converse(reply: PlatformReply): Promise<void> {
  const { request } = reply
  const dialogue = toDialogue(reply)
  const manner = readManner(
    `${request.system}\n${instructionsOf(request.template)}`,
    request.question,
    reply.language,
  )
  const { question, earlier } = standAlone({ ...dialogue, question: withoutManner(request.question) })
  if (earlier !== null)
    await reply.think(
      `This leans on what was asked before: “${earlier}”.`,
      `这接着前面的问题：“${earlier}”。`,
    )
  const knowledge = await findKnowledge(reply, question, manner.language)
  const prompt = fillTemplate(request.template, {
    knowledge: knowledge?.passages.join('\n\n') ?? '',
    question: request.question,
  })
  reply.readBesides = prompt.replace(request.question, '')
  if (request.template !== '')
    await reply.think(`The template is filled in:\n${shorten(prompt)}`, `模板填好后是：\n${shorten(prompt)}`)
  const own = inManner(knowledge?.markdown ?? (await talk(reply, dialogue, question)), manner)
  if (reply.state.languageModel) return writeByLanguageModel(reply, prompt, own)
  await reply.wait(120)
  await reply.say(own)
}

function toDialogue({ request }: PlatformReply): Dialogue {
  const { system, turns, question } = request
  return { system, turns, question, parts: [], earlierParts: [], results: [] }
}

async function findKnowledge(
  reply: PlatformReply,
  question: string,
  language: Language,
): Promise<Knowledge | null> {
  return (await findInFiles(reply, question, language)) ?? findInContainers(reply, question, language)
}

async function findInFiles(
  reply: PlatformReply,
  question: string,
  language: Language,
): Promise<Knowledge | null> {
  const { fileIds } = reply.request
  if (fileIds.length === 0) return null
  await reply.state.files.parsed()
  const files = fileIds.flatMap((id) => reply.state.files.find(id) ?? [])
  const names = files.map(({ name }) => name).join(', ')
  const unknown = fileIds.filter((id) => reply.state.files.find(id) === null)
  if (unknown.length > 0)
    await reply.think(
      `No file has the id ${unknown.join(', ')}.`,
      `没有编号为 ${unknown.join('、')} 的文件。`,
    )
  const composed = compose({ question, language, length: 'normal', files, unusable: [] })
  await reply.think(
    `I look through the files ${names}: ${composed?.passages.length ?? 0} passages fit.`,
    `我查阅文件 ${names}：有 ${composed?.passages.length ?? 0} 段相关。`,
  )
  return composed && composed.passages.length > 0
    ? { markdown: composed.text, passages: composed.passages.map(toSlice), where: names }
    : null
}

async function findInContainers(
  reply: PlatformReply,
  question: string,
  language: Language,
): Promise<Knowledge | null> {
  const { containers } = reply.request
  if (containers === null) {
    await reply.think('No knowledge was asked for.', '没有要求使用知识库。')
    return null
  }
  const ids = containers === 'all' ? containerIds : containers
  const library = openContainers(await reply.state.library(), ids)
  const finding =
    (library.rows.length > 0 ? answerFromPhases(library, question, language, Date.now()) : null) ??
    answerFromLakes(library, question, language) ??
    answerFromPages(library, question, language)
  await reply.wait(180)
  const count = finding?.passages.length ?? 0
  await reply.think(
    `I look for “${question}” in ${ids.join(', ')}: ${count} ${count === 1 ? 'passage fits' : 'passages fit'}.`,
    `我在 ${ids.join('、')} 里查找“${question}”：有 ${count} 段相关。`,
  )
  if (!finding) return null
  return {
    markdown: withoutFigures(finding.markdown),
    passages: finding.passages.map((passage) => withoutFigures(toSlice(passage))),
    where: ids.join(', '),
  }
}

/** Without knowledge it remembers and calculates, and says that it has nothing else. */
async function talk(reply: PlatformReply, dialogue: Dialogue, question: string): Promise<string> {
  const remembered = recall(dialogue, reply.language)
  if (remembered !== null) return remembered
  const expression = findExpression(question)
  const result = expression === null ? null : await calculate(expression)
  if (result !== null) return `${expression} = **${result}**`
  const { containers, model } = reply.request
  const known = containerIds.map((id) => `\`${id}\``).join(', ')
  if (containers === null)
    return reply.words(
      `I answer without knowledge here, and “${model}” is a small program without a language model: I can remember our conversation and calculate. Switch knowledge on to ask ${known}.`,
      `这次没有使用知识库，而“${model}”是一个没有大语言模型的小程序：我只能记住对话和做算术。打开知识库可以查询 ${known}。`,
    )
  const strange = containers === 'all' ? [] : containers.filter((id) => !containerIds.includes(id))
  const missing =
    strange.length === 0
      ? ''
      : reply.words(`There is no container ${strange.join(', ')}. `, `没有知识库 ${strange.join('、')}。`)
  return (
    missing +
    reply.words(
      `I found nothing about that in ${containers === 'all' ? known : containers.join(', ')}, so I will not make something up. The containers are ${known}.`,
      `在 ${containers === 'all' ? known : containers.join('、')} 里没有找到相关内容，所以我不作回答。可用的知识库有 ${known}。`,
    )
  )
}

async function writeByLanguageModel(reply: PlatformReply, prompt: string, own: string): Promise<void> {
  const { request, signal, state } = reply
  const { languageModel } = state
  if (!languageModel) return reply.say(own)
  const messages: LanguageModelMessage[] = [
    ...(request.system === '' ? [] : [{ role: 'system', content: request.system }]),
    ...request.turns.flatMap(({ question, answer }) => [
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ]),
    { role: 'user', content: prompt },
  ]
  try {
    for await (const { type, text } of languageModel.converse({
      messages,
      parameters: request.sampling,
      signal,
    }))
      await (type === 'text' ? reply.sayChunk(text) : reply.thinkChunk(text))
  } catch (error) {
    if (!(error instanceof LanguageModelError)) throw error
    const note = reply.words(
      `*The language model failed (${error.message}) What follows was put together by the engine itself.*`,
      `*语言模型没有成功（${error.message}），以下由引擎自己编成。*`,
    )
    await reply.say(`${reply.text === '' ? '' : '\n\n'}${note}\n\n${own}`)
  }
}

const longestPrompt = 600

function shorten(text: string): string {
  return text.length > longestPrompt ? `${text.slice(0, longestPrompt)}…` : text
}
