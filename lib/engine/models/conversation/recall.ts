/** Questions about the conversation itself, answered from the messages that came along and from nothing else. */
import type { Language } from '../../index/language'
import type { Dialogue } from '../dialogue'

type Recall = 'first' | 'last' | 'all' | 'count' | 'first-answer' | 'last-answer'

const patterns: readonly (readonly [Recall, RegExp])[] = [
  [
    'count',
    /\bhow many (?:questions|messages|things|times)\b.*\b(?:i|we)\b|我?(?:一共|总共)?问了?(?:几|多少)个?(?:问题|次)/i,
  ],
  [
    'first-answer',
    /\b(?:what|which)\b.*\b(?:you|your)\b.*\bfirst\b.*\b(?:answer|say|reply|tell)|\b(?:what|which)\b.*\b(?:you|your)\b.*\b(?:answer|say|reply|tell)\b.*\bfirst\b|\byour first (?:answer|reply)\b|你.*第一(?:个|次)(?:回答|答案)|你(?:一开始|最先)(?:怎么)?(?:说|回答)/i,
  ],
  [
    'last-answer',
    /\bwhat (?:did|have) you (?:just )?(?:say|said|answer|answered|tell|told)\b|\b(?:repeat|say) (?:that|it|your (?:last |previous )?answer)(?: again| once more| please)*[.!?]*$|\bsay (?:that|it) again\b|\byour (?:last|previous) (?:answer|reply|message)\b|(?:再说|重复)一遍|你(?:刚才|刚刚|上一[个次条])(?:说|回答|的?回答)/i,
  ],
  [
    'first',
    /\bwhat\b.*\bi\b.*\b(?:ask|asked|say|said|write|wrote)\b.*\bfirst\b|\bwhat\b.*\bfirst\b.*\b(?:i|my)\b.*\b(?:ask|asked|question|say|said|message)\b|\bmy (?:very )?first (?:question|message)\b|我?(?:的)?第一个问题|我(?:最先|首先|一开始|最开始)问/i,
  ],
  [
    'all',
    /\b(?:list|show|repeat|name|what are)\b.*\b(?:all|everything|questions|things)\b.*\bi\b.*\b(?:ask|asked|said)\b|\bwhat have i (?:asked|said|written)\b|\b(?:all|list) (?:of )?my questions\b|我.*问过(?:你)?(?:什么|哪些)|列出我(?:的|所有)?.*问题/i,
  ],
  [
    'last',
    /\bwhat (?:did|have) i (?:just )?(?:ask|asked|say|said|write)\b|\bwhat was my (?:last|previous) (?:question|message)\b|\bmy (?:last|previous) (?:question|message)\b|我(?:刚才|刚刚|上一[个次条]|之前|上次)(?:说|问|的?问题)/i,
  ],
]

/** Null for a question about anything else. */
export function recall({ question, turns }: Dialogue, language: Language): string | null {
  return recallTurns(question, turns, language) ?? recallFact(question, turns, language)
}

function recallTurns(question: string, turns: Dialogue['turns'], language: Language): string | null {
  const kind = patterns.find(([, pattern]) => pattern.test(question))?.[0]
  if (!kind) return null
  const isZh = language === 'zh'
  const [first] = turns
  const last = turns.at(-1)
  if (!first || !last) {
    if (kind === 'count') return isZh ? '这是你的第一个问题。' : 'This is your first question.'
    return isZh
      ? '这是我们对话的第一条消息，之前什么也没有。'
      : 'This is the first message that I see: there is nothing before it.'
  }
  switch (kind) {
    case 'first':
      return isZh ? `你最先问的是：${quote(first.question)}` : `You first asked: ${quote(first.question)}`
    case 'last':
      return isZh
        ? `你上一个问题是：${quote(last.question)}`
        : `Before this you asked: ${quote(last.question)}`
    case 'count':
      return isZh
        ? `在这条之前你问了 ${turns.length} 个问题。`
        : `Before this one you asked ${turns.length} ${turns.length === 1 ? 'question' : 'questions'}.`
    case 'all': {
      const lines = turns.map((turn, at) => `${at + 1}. ${quote(turn.question)}`).join('\n')
      return isZh ? `你问过：\n\n${lines}` : `You asked:\n\n${lines}`
    }
    case 'first-answer':
      return sayAnswer(first.answer, isZh ? '我最先的回答是：' : 'My first answer was:', language)
    case 'last-answer':
      return sayAnswer(last.answer, isZh ? '我上一个回答是：' : 'My last answer was:', language)
    default:
      return kind satisfies never
  }
}

function sayAnswer(answer: string, lead: string, language: Language): string {
  if (answer === '')
    return language === 'zh' ? '那一次我没有写下文字。' : 'There was no text in what I answered then.'
  return `${lead}\n\n${answer}`
}

/** “My name is Ada”, then “What is my name?”; the same with anything else that is somebody's. */
function recallFact(question: string, turns: Dialogue['turns'], language: Language): string | null {
  const wanted =
    /\bwhat(?:’s|'s| is| was) my ([\p{L} ]{2,40}?)[?？.!\s]*$/iu.exec(question)?.[1] ??
    (/\bwho am i\b|我叫什么|我是谁/i.test(question) ? 'name' : undefined) ??
    /我的([\p{L}]{1,12}?)(?:是什么|是多少|叫什么|呢)/u.exec(question)?.[1]
  if (wanted === undefined) return null
  const name = wanted === '名字' ? 'name' : wanted.toLowerCase()
  for (const turn of turns.toReversed()) {
    const value = findFact(turn.question, name)
    if (value !== null)
      return language === 'zh' ? `你说过是${quote(value)}。` : `You told me that it is ${quote(value)}.`
  }
  return language === 'zh'
    ? '在这段对话里你还没有告诉我。'
    : 'You have not told me that in this conversation.'
}

function findFact(text: string, name: string): string | null {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const said =
    new RegExp(`\\bmy ${escaped} is ([^.!?\\n,]{1,80})`, 'iu').exec(text)?.[1] ??
    new RegExp(`我的${escaped}是([^。！？\\n，]{1,40})`, 'u').exec(text)?.[1]
  if (said !== undefined) return said.trim()
  if (name !== 'name') return null
  return (
    /\b(?:i am called|call me) ([\p{L} -]{1,40})|我叫([\p{L}]{1,12})/iu
      .exec(text)
      ?.slice(1)
      .find((group) => group !== undefined) ?? null
  )
}

function quote(text: string): string {
  return `“${text}”`
}
