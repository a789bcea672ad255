/** An answer from the library, or from the pages that are shipped, or a plain “I found nothing”. */
import { answerInOtherLanguage, answerWithMore } from '../../agents/guide/page-answer'
import type { Library } from '../../documents/library'
import type { Language } from '../../index/language'
import type { Thoughts } from '../thoughts'
import { findInArticles, findInLibrary } from './knowledge'
import type { Known } from './knowledge'
import type { Reply } from './reply'
import type { Standalone } from './standalone'

export async function answerFromKnowledge(
  library: Library,
  asked: Standalone,
  language: Language,
  think: Thoughts,
): Promise<Reply> {
  const { question, earlier } = asked
  if (earlier !== null)
    await think(`This leans on what was asked before: “${earlier}”.`, `这接着前面的问题：“${earlier}”。`)
  const followed = followUp(library, asked, language)
  if (followed) return followed
  await think(
    `I look for “${question}” in the field guide, the tables and the old handbook.`,
    `我在观察手册、湖泊表和旧手册里查找“${question}”。`,
  )
  const inLibrary = findInLibrary(library, question, language)
  if (inLibrary) {
    await tellFound(inLibrary, think)
    return { markdown: inLibrary.markdown, sources: inLibrary.sources }
  }
  await think(
    'Nothing there. I look through the summaries of pages that I ship with.',
    '那里没有。我再看看自带的网页摘要。',
  )
  const inArticles = findInArticles(question, language)
  if (!inArticles) {
    await think('Nothing either, so I say so.', '也没有，所以我直说。')
    return { markdown: sayNothingFound(question, language), sources: [] }
  }
  await tellFound(inArticles, think)
  return { markdown: inArticles.markdown, sources: inArticles.sources }
}

async function tellFound({ sources, passages }: Known, think: Thoughts): Promise<void> {
  const count = passages.length
  await think(
    `Found ${count} ${count === 1 ? 'passage' : 'passages'} in ${sources.join(', ')}. I answer from ${count === 1 ? 'it' : 'them'}.`,
    `在${sources.join('、')}里找到 ${count} 段，据此回答。`,
  )
}

/** More of the same chapter, or the same in the other language. */
function followUp(
  library: Library,
  { question, followUp: wanted }: Standalone,
  language: Language,
): Reply | null {
  if (!wanted) return null
  const ask = (inLanguage: Language) => findInLibrary(library, question, inLanguage)
  if (wanted.kind === 'language') {
    const other = wanted.language === 'zh' ? 'en' : 'zh'
    const shown = ask(other)
    const pages = shown ? answerInOtherLanguage(library, shown.pdfPassages, wanted.language) : null
    if (pages) return { markdown: pages.markdown, sources: shown?.sources ?? [] }
    const found = ask(wanted.language) ?? findInArticles(question, wanted.language)
    return found ? { markdown: found.markdown, sources: found.sources } : null
  }
  const shown = ask(language)
  const more = shown ? answerWithMore(library, shown.pdfPassages, language) : null
  if (more) return { markdown: more.markdown, sources: shown?.sources ?? [] }
  return shown ? { markdown: sayNoMore(question, wanted.kind, language), sources: [] } : null
}

function sayNoMore(question: string, kind: 'more' | 'why', language: Language): string {
  if (language === 'zh')
    return kind === 'why' ? `“${question}”的原因，我的资料里没有写。` : `关于“${question}”，我有的就是这些。`
  return kind === 'why'
    ? `My library gives no reason for that (“${question}”).`
    : `That is all that I have about “${question}”.`
}

function sayNothingFound(question: string, language: Language): string {
  return language === 'zh'
    ? `关于“${question}”，我自带的资料里没有，所以不作回答。我是一个不用大模型的小程序，熟悉月相、湖泊、潮汐、观测、茶、排版和网页技术；也可以打开联网搜索或函数再问。`
    : `I ship with nothing about “${question}”, so I will not make something up. I am a small program without a language model; ask me about the moon, lakes, tides, observing, tea, typography or web technology, or switch on web search or functions.`
}
