import { findFigures } from './analysis'

export type Branch = 'summary' | 'table' | 'outline' | 'help'

const shortestText = 160

/** Which way a text goes: what it asks for in words, else whether it is long, and rich in figures. */
export function chooseBranch(question: string): { branch: Branch; text: string; reason: string } {
  const text = withoutOrder(question)
  const order = question.slice(0, 60).toLowerCase()
  const isLong =
    text.length >= shortestText || (/\p{Script=Han}/u.test(text) && text.length >= shortestText / 2)
  if (/^\s*(?:what can you|help|how do you|你能|帮助|怎么用)/.test(order) && !isLong)
    return { branch: 'help', text, reason: 'help' }
  if (/提纲|大纲|框架|outline|structure/.test(order))
    return { branch: 'outline', text, reason: 'asked: outline' }
  if (isLong && /表格|数据|数字|提取|table|figures|numbers|extract/.test(order))
    return { branch: 'table', text, reason: 'asked: table' }
  if (isLong && /摘要|总结|概括|summar|shorten/.test(order))
    return { branch: 'summary', text, reason: 'asked: summary' }
  if (!isLong) return { branch: 'outline', text, reason: `length ${text.length} < ${shortestText}` }
  const figures = findFigures(text, 100).length
  const isDense = figures >= 6 && text.length / figures < 60
  return isDense
    ? { branch: 'table', text, reason: `${figures} figures` }
    : { branch: 'summary', text, reason: `length ${text.length}` }
}

/** The text without the line that says what to do with it. */
function withoutOrder(question: string): string {
  const match =
    /^(?<order>[^\n]{0,60}?(?:摘要|总结|概括|表格|数据|提取|提纲|大纲|summar\w*|table|figures|outline|extract)[^\n]{0,40}?)(?:[:：]\s*|\n+)(?<rest>[\s\S]+)$/i.exec(
      question,
    )
  return (match?.groups?.['rest'] ?? question).trim()
}
