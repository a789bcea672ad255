import type { Language } from '../../index/language'

export type FollowUp = { kind: 'language'; language: Language } | { kind: 'more' } | { kind: 'why' }

const longestFollowUp = 40

/** A question that only makes sense after another one; null for a question of its own. */
export function findFollowUp(question: string): FollowUp | null {
  const plain = question
    .trim()
    .toLowerCase()
    .replace(/[?!.。？！…]+$/g, '')
  if (plain.length > longestFollowUp) return null
  const toChinese =
    /^(?:and )?(?:(?:say|tell|answer|repeat|write)\b.*)?\bin chinese(?: please)?$|用中文|中文呢|中文版|翻译成中文|说中文/
  const toEnglish =
    /^(?:and )?(?:(?:say|tell|answer|repeat|write)\b.*)?\bin english(?: please)?$|用英文|用英语|英文呢|英语呢|英文版|翻译成英文/
  if (toChinese.test(plain)) return { kind: 'language', language: 'zh' }
  if (toEnglish.test(plain)) return { kind: 'language', language: 'en' }
  if (
    /^(?:please )?(?:tell me )?(?:some )?more(?: please| about (?:it|that|this))?$|^(?:go on|continue|and then|what else|anything else|go deeper)$|^(?:继续|接着说|再说说|多说[点些]|更多|详细[点些说]*|还有吗|还有呢|然后呢|展开.*)$/.test(
      plain,
    )
  ) {
    return { kind: 'more' }
  }
  if (
    /^(?:but |and )?why(?: is that| so)?$|^how come$|^(?:那)?(?:这是)?为什么(?:呢|会这样)?$|^为何$|^怎么会$/.test(
      plain,
    )
  )
    return { kind: 'why' }
  return null
}
