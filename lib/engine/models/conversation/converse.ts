/**
 * A conversation without a language model: what was said before, functions, MCP servers and the web when they were
 * switched on and fit, arithmetic, the library. The first that knows something answers; what it did is told as thoughts.
 */
import type { ModelAnswer } from '../model-answer'
import { readDialogue } from '../dialogue'
import type { Dialogue } from '../dialogue'
import { calculate, findExpression } from '../functions/arithmetic'
import { pickFunction } from '../functions/pick-function'
import { sayResult, sayResults } from '../functions/read-results'
import { asksForTime } from '../functions/zones'
import { createThoughts } from '../thoughts'
import type { Thoughts } from '../thoughts'
import { composeFromWeb, searchWeb } from '../web/web-search'
import { writeByLanguageModel } from './by-language-model'
import { toJsonAnswer } from './json-answer'
import { answerFromKnowledge } from './known-answer'
import { inManner, readManner, withoutManner } from './manner'
import type { Manner } from './manner'
import { summarizePasted } from './pasted-text'
import { recall } from './recall'
import type { Reply } from './reply'
import { smallTalk } from './small-talk'
import { standAlone } from './standalone'

/** @param thinks whether the model can think aloud; the request may still switch it off */
export async function converse(answer: ModelAnswer, { thinks }: { thinks: boolean }): Promise<string | void> {
  const dialogue = readDialogue(answer.request.messages)
  const manner = readManner(dialogue.system, dialogue.question, answer.language)
  const isThinking = thinks && answer.request.thinking?.type !== 'disabled'
  const think = createThoughts(answer, isThinking, manner.language)
  if (answer.state.languageModel) return writeByLanguageModel(answer, dialogue, think)
  const asked = { ...dialogue, question: withoutManner(dialogue.question) }
  const reply = await findReply(answer, asked, manner, think)
  if (reply === 'tool_calls') return reply
  await sayReply(answer, reply, manner)
}

/** In the manner and the format that were asked for. */
export async function sayReply(answer: ModelAnswer, reply: Reply, manner: Manner): Promise<void> {
  const isJson = answer.request.response_format?.type === 'json_object'
  await answer.wait(80)
  await answer.say(
    isJson ? toJsonAnswer(reply, answer.question, manner.language) : inManner(reply.markdown, manner),
  )
}

async function findReply(
  answer: ModelAnswer,
  dialogue: Dialogue,
  manner: Manner,
  think: Thoughts,
): Promise<Reply | 'tool_calls'> {
  return (
    (await talkPlainly(answer, dialogue, manner, think)) ??
    (await callFunctions(answer, dialogue, manner, think)) ??
    (await askServers(answer, dialogue, manner, think)) ??
    (await askWeb(answer, dialogue, manner, think)) ??
    (await workOut(dialogue, manner, think)) ??
    answerFromKnowledge(await answer.state.library(), standAlone(dialogue), manner.language, think)
  )
}

async function talkPlainly(
  answer: ModelAnswer,
  dialogue: Dialogue,
  manner: Manner,
  think: Thoughts,
): Promise<Reply | null> {
  if (dialogue.results.length > 0) return null
  const remembered = recall(dialogue, manner.language)
  if (remembered !== null) {
    const count = dialogue.turns.length
    await think(
      `This is about our conversation. I look through the ${count} earlier ${count === 1 ? 'question' : 'questions'}.`,
      `这是在问我们的对话。我翻看之前的 ${count} 个问题。`,
    )
    return { markdown: remembered, sources: [] }
  }
  const small = smallTalk(dialogue, manner, answer.request.model)
  if (small !== null) {
    await think('This needs no library.', '这不需要查资料。')
    return { markdown: small, sources: [] }
  }
  const summary = summarizePasted(dialogue.question, manner.language)
  if (summary === null) return null
  await think(
    'There is a text in the message; I pick the sentences whose words return most often.',
    '消息里有一段文字；我挑出用词最有代表性的句子。',
  )
  return { markdown: summary, sources: [] }
}

async function callFunctions(
  answer: ModelAnswer,
  { question, results }: Dialogue,
  { language }: Manner,
  think: Thoughts,
): Promise<Reply | 'tool_calls' | null> {
  const tools = (answer.request.tools ?? []).flatMap((tool) =>
    tool.type === 'function' ? [tool.function] : [],
  )
  const picked = pickFunction(tools, question, results)
  if (picked) {
    await think(
      `The function \`${picked.name}\` fits. I call it with ${picked.arguments}.`,
      `函数 \`${picked.name}\` 合适，我用 ${picked.arguments} 调用它。`,
    )
    await answer.callFunction(picked.name, picked.arguments)
    return 'tool_calls'
  }
  if (results.length === 0) return null
  const names = results.map(({ name }) => `\`${name}\``).join(', ')
  await think(`${names} gave a result. I write it down.`, `${names} 有了结果，我写下来。`)
  return { markdown: sayResults(results, language), sources: results.map(({ name }) => name) }
}

async function askServers(
  answer: ModelAnswer,
  dialogue: Dialogue,
  { language }: Manner,
  think: Thoughts,
): Promise<Reply | null> {
  const servers = (answer.request.tools ?? []).flatMap((tool) => (tool.type === 'mcp' ? [tool.mcp] : []))
  if (servers.length === 0) return null
  const { callFittingTool, closeMcp, openMcp } = await import('../mcp/ask-servers')
  const connections = await openMcp(answer, servers, think)
  try {
    const outcome = await callFittingTool(answer, connections, standAlone(dialogue).question)
    if (!outcome) {
      await think('None of these tools fits the question.', '这些工具都不适合这个问题。')
      return null
    }
    const { label, tool, output, error } = outcome
    await think(
      error === null ? `\`${tool}\` of “${label}” answered.` : `\`${tool}\` of “${label}” failed.`,
      error === null ? `“${label}”的 \`${tool}\` 有了结果。` : `“${label}”的 \`${tool}\` 失败了。`,
    )
    const result = { name: tool, arguments: '', output: error === null ? output : JSON.stringify({ error }) }
    return { markdown: sayResult(result, language, label), sources: [label] }
  } finally {
    await closeMcp(connections)
  }
}

async function askWeb(
  answer: ModelAnswer,
  dialogue: Dialogue,
  { language }: Manner,
  think: Thoughts,
): Promise<Reply | null> {
  const tool = (answer.request.tools ?? []).find(({ type }) => type === 'web_search')
  if (tool?.type !== 'web_search' || tool.web_search.enable === false) return null
  const options = tool.web_search
  await think(
    `I search the web for “${options.search_query ?? standAlone(dialogue).question}”.`,
    `我联网搜索“${options.search_query ?? standAlone(dialogue).question}”。`,
  )
  await answer.wait(350)
  const searched = searchWeb(options, standAlone(dialogue).question, language)
  const titles = searched.found.map(({ title }) => title)
  await think(
    titles.length === 0 ? 'It found nothing.' : `${titles.length} pages: ${titles.join('; ')}.`,
    titles.length === 0 ? '没有找到。' : `找到 ${titles.length} 个网页：${titles.join('；')}。`,
  )
  const isTold = options.search_result !== false
  if (isTold && searched.results.length > 0)
    await answer.tell({ web_search: searched.results }, options.result_sequence === 'before' ? 'now' : 'last')
  if (searched.found.length === 0) return null
  return { markdown: composeFromWeb(searched, language, isTold), sources: titles }
}

async function workOut({ question }: Dialogue, { language }: Manner, think: Thoughts): Promise<Reply | null> {
  const isZh = language === 'zh'
  const expression = findExpression(question)
  const value = expression === null ? null : await calculate(expression)
  if (value !== null) {
    await think(`This is arithmetic: ${expression}. I work it out.`, `这是算术：${expression}。我来计算。`)
    return { markdown: `\`${expression}\` = **${value}**`, sources: [] }
  }
  if (!asksForTime(question)) return null
  await think('I have no clock here, only functions could tell.', '我这里没有时钟，只有函数能告诉我。')
  const markdown = isZh
    ? '我自己看不到时钟。打开“当前时间”函数后再问一次，我就能查到。'
    : 'I have no clock of my own. Switch on the function for the current time and ask again, then I can look.'
  return { markdown, sources: [] }
}
