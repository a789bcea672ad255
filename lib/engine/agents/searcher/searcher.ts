/** The searcher: ranks the articles of a small shipped web, logs them as web results and cites them by their label. */
import type { Answer, EngineNode, WebResult } from '../../answer'
import { SearchIndex } from '../../index/rank'
import type { Language } from '../../index/language'
import { overlap, splitSentences } from '../../index/sentences'
import type { EngineAgent } from '../agent'
import { leansOnBefore } from '../leaning'
import { sayComposed } from '../say-composed'
import type { Article } from './article'
import { culture } from './culture'
import { nature } from './nature'
import { webCraft } from './web-craft'

const node: EngineNode = { id: '1936725184036371033', name: 'LLM_001' }
export const articles: Article[] = [...nature, ...culture, ...webCraft]
const index = new SearchIndex(articles, ({ title, content }) => ({ title, body: content }))

/** Results that upstream found and left out leave gaps in the labels. */
const labels = [1, 3, 8, 11, 12]
const leastCoverage = 0.3
const closeToBest = 0.3
const fewestResults = 3

export const searcher: EngineAgent = {
  variables: [],
  async answer(answer) {
    const { language, question } = answer
    const previous = answer.conversation.turns.at(-1)?.question
    const query = previous !== undefined && leansOnBefore(question) ? `${previous} ${question}` : question
    await answer.startNode(node, question)
    await answer.wait(80)
    await answer.startTool(node, { type: 'web_search', tool_calls_data: [{ input: query }] })
    await answer.wait(420)
    const found = search(query, language)
    await answer.endTool(node, { type: 'web_search', tool_calls_data: found.map(toResult) })
    await answer.wait(100)
    const text = await sayFound(answer, query, found)
    await answer.endNode(node, text)
    answer.count(node, [query, ...found.map(({ content }) => content)].join('\n'), text)
    answer.conversation.suggestions = suggest(found, language)
  },
}

async function sayFound(answer: Answer, query: string, found: Article[]): Promise<string> {
  const { language } = answer
  if (found.length === 0) {
    const text = sayNothingFound(language)
    await answer.say(text)
    return text
  }
  const marks = found.map((_, position) => `[${labels[position]}]`).join(' ')
  return sayComposed(answer, {
    task: `You answer from web results. Cite each statement with the mark of its result, which stands before the result’s title and is one of ${marks}; no other marks.`,
    question: query,
    sources: found.map(({ title, content }, position) => `[${labels[position]}] ${title}: ${content}`),
    own: compose(query, found, language),
  })
}

export function weighTerm(term: string): number {
  return index.weigh(term)
}

/** Best first, at most as many as there are labels; few direct hits are joined by what resembles the best one. */
export function search(query: string, language: Language): Article[] {
  const inLanguage = (one: Article) => (one.language === language ? 1 : 0.45)
  const ranked = index.search(query, inLanguage)
  const [best] = ranked
  if (!best || best.coverage < leastCoverage) return []
  const direct = ranked.filter(({ score }) => score >= best.score * closeToBest).map(({ item }) => item)
  const similar = index
    .search(`${best.item.title} ${best.item.content}`, inLanguage)
    .map(({ item }) => item)
    .filter((item) => !direct.includes(item))
  const missing = Math.max(0, fewestResults - direct.length)
  return [...direct.slice(0, labels.length), ...similar.slice(0, missing)]
}

function toResult(found: Article, position: number): WebResult {
  const { title, link, content, media } = found
  return { refer: `ref_${labels[position]}`, title, link, content, media, icon: '' }
}

function compose(query: string, found: Article[], language: Language): string {
  const parts = found.map((one, position) => {
    const sentences = splitSentences(one.content)
      .map((sentence, order) => ({ sentence, order, score: overlap(query, sentence, weighTerm) }))
      .sort((left, right) => right.score - left.score)
    const kept = sentences.slice(0, position === 0 ? 3 : 1).sort((left, right) => left.order - right.order)
    return {
      title: one.title,
      mark: `[${labels[position]}]`,
      text: kept.map(({ sentence }) => sentence).join(one.language === 'zh' ? '' : ' '),
    }
  })
  const [first, ...others] = parts
  const bullets = others.map(
    ({ title, mark, text }) => `- **${title}**${language === 'zh' ? '：' : ': '}${text}${mark}`,
  )
  const also = language === 'zh' ? '相关的还有：' : 'Related:'
  const note =
    language === 'zh'
      ? '*以上由搜索结果的摘要编成，链接指向原网页。*'
      : '*Put together from the summaries of the results; the links lead to the pages themselves.*'
  return [`${first?.text}${first?.mark}`, bullets.length > 0 ? `${also}\n\n${bullets.join('\n')}` : '', note]
    .filter((part) => part !== '')
    .join('\n\n')
}

function suggest(found: Article[], language: Language): string[] {
  const known = new Set(found.map(({ title }) => title))
  const near = found[0] ? articles.slice(Math.max(0, articles.indexOf(found[0]) - 4)) : articles
  return [...near, ...articles]
    .filter((one) => one.language === language && !known.has(one.title))
    .slice(0, 3)
    .map(({ title }) => (language === 'zh' ? `搜索“${title}”` : `Search for ${title}`))
}

function sayNothingFound(language: Language): string {
  return language === 'zh'
    ? `这个内置的小网页库（${articles.length} 篇）里没有找到相关网页。可以问月亮、湖泊、潮汐、茶、排版、HTTP、SSE、TypeScript、无障碍等话题。`
    : `The small shipped web (${articles.length} pages) has nothing on that. Try the moon, lakes, tides, tea, typography, HTTP, server-sent events, TypeScript or accessibility.`
}
