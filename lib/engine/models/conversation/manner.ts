/** How to answer, as the system prompt and the question ask for it in plain words. */
import { findFollowUp } from '../../agents/guide/follow-up'
import type { Language } from '../../index/language'
import { splitSentences } from '../../index/sentences'

export type Manner = {
  language: Language
  isBrief: boolean
  /** Who it is to be: what follows “You are …”. */
  role: string | null
  /** What every answer begins and ends with. */
  opening: string
  closing: string
}

const wantsChinese =
  /\b(?:answer|reply|respond|speak|talk|write|always|only|say (?:it|that|this))\b[^.!?\n]*\b(?:in |use )?chinese\b|\bin chinese\b|用中文|说中文|以中文|中文回答/i
const wantsEnglish =
  /\b(?:answer|reply|respond|speak|talk|write|always|only|say (?:it|that|this))\b[^.!?\n]*\b(?:in |use )?english\b|\bin english\b|用英[文语]|说英[文语]|以英[文语]|英[文语]回答/i
const wantsBrevity =
  /\b(?:be|keep it|answer|reply|respond|very|always)\b[^.!?\n]*\b(?:brief(?:ly)?|short(?:ly)?|concise(?:ly)?|terse(?:ly)?)\b|\b(?:in )?(?:a|one|1) (?:single )?sentence\b|\bbriefly\b|简短|简洁|一句话|简要|言简意赅/i

const quoted = '[“"\'‘「『]([^”"\'’」』]{1,200})[”"\'’」』]'
const openingWords = new RegExp(
  `\\b(?:start|begin|open)s? (?:every|each|all|your|the)[^.!?\\n“"'‘]*\\bwith:? ?${quoted}|以${quoted}开头`,
  'i',
)
const closingWords = new RegExp(
  `\\b(?:end|finish|close)s? (?:every|each|all|your|the)[^.!?\\n“"'‘]*\\bwith:? ?${quoted}|以${quoted}结[尾束]`,
  'i',
)
const roleWords =
  /\byou are (?:now )?((?:an? |the )?[^.!?\n,;]{2,80})|你是(?:一[个位名])?([^。！？\n，；]{2,40})/i

/** @param own the language of the question */
export function readManner(system: string, question: string, own: Language): Manner {
  const match = (pattern: RegExp) =>
    pattern
      .exec(system)
      ?.slice(1)
      .find((group) => group !== undefined)
  return {
    language: findWanted(question) ?? findWanted(system) ?? own,
    isBrief: wantsBrevity.test(system) || wantsBrevity.test(question),
    role: match(roleWords)?.trim() ?? null,
    opening: match(openingWords) ?? '',
    closing: match(closingWords) ?? '',
  }
}

function findWanted(text: string): Language | null {
  if (wantsChinese.test(text)) return 'zh'
  return wantsEnglish.test(text) ? 'en' : null
}

/** The question without what it says about how to answer. */
export function withoutManner(question: string): string {
  if (findFollowUp(question)) return question
  const isWish = (text: string) => [wantsChinese, wantsEnglish, wantsBrevity].some((wish) => wish.test(text))
  // A point within a number or an address ends no sentence.
  const sentences = question.split(/(?<=[.!?])\s+|(?<=[。！？])\s*/)
  const kept = sentences.filter((sentence) => !isWish(sentence)).join(' ')
  return kept.trim() === '' ? question : kept
}

/** The answer in that manner. */
export function inManner(text: string, { isBrief, opening, closing }: Manner): string {
  const said = isBrief ? firstSentences(text) : text
  const start = opening === '' ? '' : `${opening} `
  const end = closing === '' ? '' : `${said.includes('\n') ? '\n\n' : ' '}${closing}`
  return `${start}${said}${end}`
}

/** The first paragraph below any heading, and of it at most two sentences. */
function firstSentences(text: string): string {
  const paragraph = text.split(/\n{2,}/).find((one) => !/^(?:#|\||\*[^*])/.test(one)) ?? text
  const lines = paragraph.split('\n')
  const [line = ''] = lines
  const sentences = splitSentences(line)
  const [first = '', second = ''] = sentences
  const joined =
    first.length > 80 || second === '' ? first : `${first}${/[。！？]$/.test(first) ? '' : ' '}${second}`
  return joined === '' ? paragraph : joined
}
