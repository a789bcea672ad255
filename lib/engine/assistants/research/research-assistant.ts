/** The research assistant: searches the shipped web, opens what fits best, quotes from it and cites what it quoted. */
import type { Article } from '../../agents/searcher/article'
import { articles, search, weighTerm } from '../../agents/searcher/searcher'
import { leansOnBefore } from '../../agents/leaning'
import { sayComposed } from '../../agents/say-composed'
import type { Language } from '../../index/language'
import { overlap, splitSentences } from '../../index/sentences'
import type { EngineAssistant } from '../assistant'
import type { AssistantReply } from '../reply'

const mostOpened = 3
/** Of what the best one has of the question's words. */
const leastFit = 0.5
/** As many results as one chunk holds; the rest comes with the next. */
const resultsPerChunk = 2

export const researchAssistant: EngineAssistant = {
  card: {
    id: '6a1e0c52d94b7f3380c1a501',
    name: { en: 'Research assistant', zh: '研究助手' },
    description: {
      en: 'Searches the small shipped web, opens pages, quotes them and cites its sources.',
      zh: '搜索内置的小型网页库，打开网页，引用原文并注明来源。',
    },
    tools: ['web_browser'],
    tags: [{ key: 'research', label: '研究 Research' }],
    openingQuestions: {
      en: [
        'Why does the moon look red during a lunar eclipse?',
        'How deep is Lake Baikal, and why is it famous?',
        'Why are there two tides a day?',
      ],
      zh: ['为什么一天有两次潮汐？', '绿茶和红茶有什么区别？', '贝加尔湖有多深，为什么有名？'],
    },
  },
  async answer(reply) {
    const query = toQuery(reply)
    await reply.input('web_browser', `search(${JSON.stringify(query)})`)
    await reply.wait(380)
    const found = search(query, reply.language)
    await tellResults(reply, found)
    reply.conversation.suggestions = suggest(found, reply.language)
    if (found.length === 0) return reply.say(sayNothingFound(reply.language))

    const opened = chooseToOpen(found, query)
    const numbers = opened.map((_, index) => index)
    await reply.input('web_browser', opened.length === 1 ? 'click(0)' : `mclick(${JSON.stringify(numbers)})`)
    for (const page of opened) {
      await reply.wait(220)
      await reply.outputs('web_browser', [toOutput(page, markSentences(page.content))])
    }
    const quotes = opened.map((page, index) => quote(page, query, index === 0 ? 3 : 1))
    await reply.input('web_browser', `quote_lines(${quotes.map(toLines).join(', ')})`)
    await reply.wait(120)
    await reply.outputs(
      'web_browser',
      quotes.map(({ page, sentences }) => toOutput(page, sentences.map(({ text }) => text).join(' '))),
    )
    await reply.wait(100)
    await sayComposed(reply, {
      task: 'You are a research assistant. Cite a source after each statement with its mark, exactly as 【1†source】, with the number of the source.',
      question: query,
      sources: opened.map(({ title, content }, index) => `${index + 1}. ${title}: ${content}`),
      own: compose(quotes, reply.language),
    })
  },
}

type Quote = { page: Article; sentences: { text: string; at: number }[] }

/** A question that says little by itself is joined with the one before. */
function toQuery({ question, conversation }: AssistantReply): string {
  const before = conversation.turns.at(-1)?.question
  return before !== undefined && leansOnBefore(question) ? `${before} ${question}` : question
}

/** The first ones, as long as they are about the matter and do not only resemble the best one. */
function chooseToOpen(found: Article[], query: string): Article[] {
  const fits = found.map(({ title, content }) => overlap(query, `${title} ${content}`, weighTerm))
  const end = fits.findIndex((fit) => fit < (fits[0] ?? 0) * leastFit)
  return found.slice(0, Math.min(mostOpened, end < 0 ? found.length : end))
}

async function tellResults(reply: AssistantReply, found: Article[]): Promise<void> {
  if (found.length === 0) return reply.outputs('web_browser', [])
  for (let at = 0; at < found.length; at += resultsPerChunk) {
    const part = found.slice(at, at + resultsPerChunk)
    await reply.outputs(
      'web_browser',
      part.map((page) => toOutput(page, splitSentences(page.content)[0] ?? '')),
    )
    await reply.wait(90)
  }
}

function toOutput({ title, link }: Article, content: string) {
  return { title, link, content }
}

/** Each sentence with its mark before it, as the tool prints an opened page. */
function markSentences(content: string): string {
  return splitSentences(content)
    .map((sentence, index) => `<C${index}>${sentence}`)
    .join(' ')
}

/** The sentences that tell most about the question, in their own order. */
function quote(page: Article, query: string, count: number): Quote {
  const sentences = splitSentences(page.content)
    .map((text, at) => ({ text, at, score: overlap(query, text, weighTerm) }))
    .sort((one, other) => other.score - one.score)
    .slice(0, count)
    .sort((one, other) => one.at - other.at)
  return { page, sentences }
}

function toLines({ sentences }: Quote): string {
  return `"${sentences.map(({ at }) => `C${at}`).join(',')}"`
}

function compose(quotes: Quote[], language: Language): string {
  const isChinese = language === 'zh'
  const [first = '', ...others] = quotes.map(({ page, sentences }, index) => {
    const text = sentences.map((sentence) => sentence.text).join(page.language === 'zh' ? '' : ' ')
    return index === 0
      ? `${text}【1†source】`
      : `- **${page.title}**${isChinese ? '：' : ': '}${text}【${index + 1}†source】`
  })
  const note = isChinese
    ? '*以上都是网页原句；链接指向原网页。*'
    : '*These are sentences of the pages themselves; the links lead there.*'
  const also = isChinese ? '另外：' : 'Also:'
  return [first, others.length > 0 ? `${also}\n\n${others.join('\n')}` : '', note]
    .filter((part) => part !== '')
    .join('\n\n')
}

function suggest(found: Article[], language: Language): string[] {
  const shown = new Set(found.slice(0, mostOpened).map(({ title }) => title))
  const near = found[0] ? articles.slice(articles.indexOf(found[0])) : articles
  return [...new Set([...near, ...articles])]
    .filter((page) => page.language === language && !shown.has(page.title))
    .slice(0, 3)
    .map(({ title }) => (language === 'zh' ? `研究一下“${title}”` : `Look into ${title}`))
}

function sayNothingFound(language: Language): string {
  return language === 'zh'
    ? `内置网页库（${articles.length} 篇）里没有相关网页，所以我不作回答。可以问月亮、湖泊、潮汐、茶、诗、排版、HTTP、无障碍等。`
    : `The shipped web (${articles.length} pages) has nothing on that, so I will not make something up. Try the moon, lakes, tides, tea, poetry, typography, HTTP or accessibility.`
}
