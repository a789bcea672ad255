/** What needs no library: greetings, thanks, who it is and what it can do, words to be said after somebody. */
import type { Dialogue } from '../dialogue'
import type { Manner } from './manner'

const greeting =
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|你好|您好|嗨|早上好|晚上好)(?: there| moonlake)?[\s,，!！.。~]*$/i
const identity =
  /\b(?:who|what) are you\b|\bintroduce yourself\b|\bare you (?:an? )?(?:ai|human|robot|language model|llm|gpt)\b|你是谁|你是什么|介绍一下(?:你)?自己|你是(?:人|机器人|大模型)吗/i
const ability =
  /^help[\s!?.]*$|\bwhat can (?:you|i) (?:do|ask)\b|^(?:帮助|你能做什么|你会什么|能问什么)[\s!！?？。]*$/i
const thanks =
  /^(?:thanks?(?: you)?(?: (?:very|so) much| a lot)?|many thanks|great|ok(?:ay)?|谢谢你?|多谢|好的|太好了)[\s!！.。]*$/i
const farewell = /^(?:bye|goodbye|see you|good night|再见|拜拜|晚安)[\s!！.。]*$/i
const feeling = /\bhow are you\b|你好吗|你怎么样/i
const toRepeat =
  /^(?:please )?(?:say|repeat after me|reply (?:only )?with|answer (?:only )?with|write)(?: exactly| only| just)?\s*[:：]?\s*["“'‘「](.+)["”'’」][\s.!]*$|^(?:please )?(?:say|repeat after me|reply (?:only )?with|answer (?:only )?with)(?: exactly| only| just)?\s*[:：]\s*(.+)$|^(?:请)?(?:说|重复|跟我说|回复|只回复)\s*[:：“「"]\s*(.+?)[”」"]?$/is
const told =
  /^(?:hi[,!.]? |hello[,!.]? )?(?:my [\p{L} ]{2,40} is|i am called|call me|please remember|remember|我叫|我的[\p{L}]{1,12}是|记住|请记住)[^?？]*$/iu

/** @param model its id */
export function smallTalk({ question, parts }: Dialogue, manner: Manner, model: string): string | null {
  const isZh = manner.language === 'zh'
  const text = question.trim()
  const words = toRepeat
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined)
  if (words !== undefined) return words.trim()
  if (text === '' && parts.length === 0) return describeSelf(manner, model)
  if (greeting.test(text)) return describeSelf(manner, model)
  if (identity.test(text) || ability.test(text))
    return `${describeSelf(manner, model)}\n\n${describeAbilities(isZh)}`
  if (thanks.test(text))
    return isZh ? '不客气。还想问什么，尽管说。' : 'You are welcome. Ask me more whenever you like.'
  if (farewell.test(text)) return isZh ? '再见，祝你好月色。' : 'Goodbye, and may the moon be bright.'
  if (feeling.test(text))
    return isZh
      ? '我是一个小程序，没有心情，但运行正常。'
      : 'I am a small program without moods, and I am running well.'
  if (told.test(text))
    return isZh
      ? '记下了。只要这句话还在这段对话里，我就能查到。'
      : 'Noted. As long as that stands in this conversation, I can look it up.'
  return null
}

function describeSelf({ language, role }: Manner, model: string): string {
  const isZh = language === 'zh'
  const who =
    role === null ? (isZh ? `我是 ${model}` : `I am ${model}`) : isZh ? `我是${role}` : `I am ${role}`
  const honest =
    role === null
      ? isZh
        ? '：一个不用大模型的小程序，凭内置资料回答，找不到时会直说。'
        : ': a small program without a language model. I answer from what I ship with, and say so when I find nothing.'
      : isZh
        ? `（其实是 ${model}，一个不用大模型的小程序）。`
        : ` (in truth ${model}, a small program without a language model).`
  return `${isZh ? '你好！' : 'Hello! '}${who}${honest}`
}

function describeAbilities(isZh: boolean): string {
  return isZh
    ? [
        '我能做的：',
        '',
        '- 回答月亮、湖泊、潮汐、观测等问题，给出资料与页码',
        '- 查湖泊的深度、面积、海拔和 2025 至 2028 年的月相',
        '- 算术，例如“计算 (12 + 30) * 2”',
        '- 用你打开的工具：联网搜索（内置小网页库）、函数、MCP 服务器',
        '- 回忆这段对话，例如“我第一个问题是什么？”',
        '- 总结你贴进来的文字：“总结：……”',
      ].join('\n')
    : [
        'What I can do:',
        '',
        '- answer questions about the moon, lakes, tides and observing, with documents and pages',
        '- look up depth, area and elevation of lakes, and the moon’s phases from 2025 to 2028',
        '- arithmetic, such as “calculate (12 + 30) * 2”',
        '- use the tools that you switch on: web search (a small shipped web), functions, MCP servers',
        '- remember this conversation, such as “What did I ask first?”',
        '- summarise a text that you paste: “Summarise: …”',
      ].join('\n')
}
