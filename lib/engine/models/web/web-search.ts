/** The web_search tool: ranks the pages of the small shipped web as the options of the tool ask for it. */
import type { Article } from '../../agents/searcher/article'
import { articles } from '../../agents/searcher/searcher'
import { SearchIndex } from '../../index/rank'
import type { Language } from '../../index/language'
import { overlap, splitSentences } from '../../index/sentences'
import type { SearchTool } from '../chat-request'
import type { WebResult } from '../model-answer'

const index = new SearchIndex(articles, ({ title, content }) => ({ title, body: content }))
const leastCoverage = 0.3
const closeToBest = 0.2
const fewestPages = 4
const defaultCount = 10

export type Searched = { query: string; found: Article[]; results: WebResult[] }

export function searchWeb(tool: SearchTool, question: string, language: Language): Searched {
  const query = tool.search_query ?? question
  const domain = (tool.search_domain_filter ?? '').replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  const isWanted = ({ item }: { item: Article }) => isOfDomain(item.link, domain)
  const inLanguage = (one: Article) => (one.language === language ? 1 : 0.45)
  const ranked = index.search(query, inLanguage).filter(isWanted)
  const [best] = ranked
  const found =
    best && best.coverage >= leastCoverage ? pick(best.item, ranked, tool.count ?? defaultCount, domain) : []
  return { query, found, results: found.map((one, at) => toResult(one, at, tool)) }
}

/** What fits; few pages are joined by what resembles the best one. */
function pick(
  best: Article,
  ranked: { item: Article; score: number }[],
  count: number,
  domain: string,
): Article[] {
  const most = ranked[0]?.score ?? 0
  const direct = ranked.filter(({ score }) => score >= most * closeToBest).map(({ item }) => item)
  const similar = index
    .search(`${best.title} ${best.content}`, (one) => (one.language === best.language ? 1 : 0.45))
    .map(({ item }) => item)
    .filter((item) => !direct.includes(item) && isOfDomain(item.link, domain))
  return [...direct, ...similar.slice(0, Math.max(0, fewestPages - direct.length))].slice(0, count)
}

function isOfDomain(link: string, domain: string): boolean {
  if (domain === '') return true
  const { hostname } = new URL(link)
  return hostname === domain || hostname.endsWith(`.${domain}`)
}

function toResult({ title, link, media, content }: Article, at: number, tool: SearchTool): WebResult {
  const sentences = splitSentences(content)
  return {
    icon: '',
    title,
    link,
    media,
    publish_date: '',
    content: tool.content_size === 'high' ? content : sentences.slice(0, 2).join(' '),
    refer: `ref_${at + 1}`,
  }
}

/** An answer from the results, each sentence with the mark of its page unless pages are not told. */
export function composeFromWeb({ query, found }: Searched, language: Language, hasMarks: boolean): string {
  const isZh = language === 'zh'
  if (found.length === 0) return sayNothingFound(query, isZh)
  const parts = found.slice(0, 5).map((one, at) => {
    const best = splitSentences(one.content)
      .map((sentence, order) => ({
        sentence,
        order,
        score: overlap(query, sentence, (term) => index.weigh(term)),
      }))
      .sort((left, right) => right.score - left.score)
      .slice(0, at === 0 ? 3 : 1)
      .sort((left, right) => left.order - right.order)
    const mark = hasMarks ? `[ref_${at + 1}]` : ''
    return {
      title: one.title,
      text: best.map(({ sentence }) => sentence).join(one.language === 'zh' ? '' : ' ') + mark,
    }
  })
  const [first, ...others] = parts
  const bullets = others.map(({ title, text }) => `- **${title}**${isZh ? '：' : ': '}${text}`)
  const also = isZh ? '相关的还有：' : 'Related:'
  return [first?.text ?? '', bullets.length > 0 ? `${also}\n\n${bullets.join('\n')}` : '']
    .filter((part) => part !== '')
    .join('\n\n')
}

function sayNothingFound(query: string, isZh: boolean): string {
  return isZh
    ? `联网搜索（内置的 ${articles.length} 个网页）没有找到与“${query}”相关的内容。`
    : `The web search (${articles.length} shipped pages) found nothing about “${query}”.`
}
