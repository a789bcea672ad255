/** Which items are reviewed, and in how many rounds. */
import type { Answer } from '../../answer'
import { readGiven } from '../given'
import { lakesOf } from '../trip/lakes'

export const mostRounds = 200
export const mostItems = 2_000

export type Plan = {
  items: string[]
  rounds: number
  source: 'text' | 'files' | 'lakes'
  /** Items beyond the limit. */
  leftOut: number
}

export async function planReview(answer: Answer): Promise<Plan> {
  const { items, source } = await findItems(answer)
  const kept = items.slice(0, mostItems)
  const asked = /(\d{1,4})\s*(?:rounds?|轮|次循环)/i.exec(answer.question)?.[1]
  const rounds = asked === undefined ? kept.length : Number(asked)
  return {
    items: kept,
    source,
    rounds: Math.min(mostRounds, Math.max(1, rounds)),
    leftOut: items.length - kept.length,
  }
}

async function findItems(answer: Answer): Promise<Pick<Plan, 'items' | 'source'>> {
  const lines = linesOf(answer.question)
  if (lines.length > 1) return { items: lines, source: 'text' }
  const ids = readGiven(answer.invoke).list('', 'upload_file')
  const files = ids.flatMap((id) => answer.state.files.find(id) ?? [])
  const passages = files.flatMap((file) => file.passages)
  if (passages.length > 0) return { items: passages.flatMap(({ text }) => text.split('\n')), source: 'files' }
  const rows = lakesOf((await answer.state.library()).rows)
  return { items: rows.map((row) => Object.values(row.cells).join(', ')), source: 'lakes' }
}

/** Without a first line that only says what to do, and without bullets and numbers. */
function linesOf(question: string): string[] {
  const lines = splitLines(question).filter((line) => line.trim() !== '')
  const [first = ''] = lines
  const isOrder =
    lines.length > 1 && /[:：]\s*$|rounds?|review|check|轮|检查|审阅|核对/i.test(first) && first.length < 60
  return (isOrder ? lines.slice(1) : lines).map((line) =>
    line.replace(/^\s*(?:[-*•]|\d{1,3}[.)、])\s+/, '').trimEnd(),
  )
}

/** Lines, or what stands between semicolons after a colon. */
function splitLines(question: string): string[] {
  if (question.includes('\n')) return question.split('\n')
  const match = /^([^:：]{0,59}[:：])\s*(.+[;；].+)$/.exec(question)
  return match ? [match[1] ?? '', ...(match[2] ?? '').split(/[;；]/).map((part) => part.trim())] : [question]
}
