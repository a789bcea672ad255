/**
 * A workflow with a loop: it goes through a list round by round. The node inside has the same id in every round, a
 * second branch runs at the same time, and the checker is late once, so that a failed round and its retry can be seen.
 */
import type { Answer, EngineNode } from '../../answer'
import type { EngineAgent } from '../agent'
import { countText } from '../report/analysis'
import { checkAmong, checkLine } from './checks'
import type { Finding } from './checks'
import { planReview } from './items'
import type { Plan } from './items'
import { writeReview } from './write'

const splitting: EngineNode = { id: '1936725184036386009', name: '拆分清单' }
const looping: EngineNode = { id: '1936725184036386021', name: '循环' }
const reviewing: EngineNode = { id: '1936725184036386033', name: '审阅一条' }
const counting: EngineNode = { id: '1936725184036386047', name: '统计' }
const concluding: EngineNode = { id: '1936725184036386059', name: 'LLM_701' }

/** What the rounds of a loop take together at a natural pace, in ms; a single one has its limits. */
const wholeLoopMs = 4_000
const shortestRoundMs = 30
const longestRoundMs = 350
const checkerPatienceMs = 600

export type Reviewed = { number: number; item: string; findings: Finding[] }

export const listReviewer: EngineAgent = {
  variables: [],
  async answer(answer) {
    const plan = await planReview(answer)
    await answer.startNode(splitting, answer.question)
    await answer.wait(200)
    const { items, rounds, source } = plan
    await answer.endNode(
      splitting,
      JSON.stringify({ source, items: items.length, rounds, first: items.slice(0, 3) }, null, 2),
    )

    await answer.startNode(looping, JSON.stringify({ items: items.length, rounds }))
    await answer.startNode(counting, `${items.length}`)
    const reviewed = await runRounds(answer, plan)
    await answer.sendProgress(looping, rounds, rounds, 'max_round')
    await answer.endNode(looping, JSON.stringify({ rounds, findings: countFindings(reviewed) }))

    const text = writeReview(plan, reviewed, answer.language)
    await answer.startNode(concluding, JSON.stringify(reviewed.filter(({ findings }) => findings.length > 0)))
    await answer.say(text, rounds > 40 ? 4 : 1.5)
    await answer.endNode(concluding, text)
    answer.count(reviewing, items.join('\n'), JSON.stringify(reviewed))
    answer.count(concluding, JSON.stringify(reviewed), text)
    answer.conversation.suggestions =
      answer.language === 'zh'
        ? ['用 20 轮审阅湖泊表', '用 200 轮审阅湖泊表', '你检查哪些问题？']
        : [
            'Review the table of lakes in 20 rounds',
            'Review the table of lakes in 200 rounds',
            'What do you check?',
          ]
  },
}

/** Every round takes its share of the items; more rounds than items go through the list again. */
async function runRounds(answer: Answer, { items, rounds }: Plan): Promise<Reviewed[]> {
  const reviewed = new Map<number, Reviewed>()
  const earlier = new Map<string, number>()
  const perRound = Math.max(1, Math.ceil(items.length / rounds))
  const pause = Math.min(longestRoundMs, Math.max(shortestRoundMs, wholeLoopMs / rounds))
  const late = Math.min(2, rounds)
  for (let round = 1; round <= rounds; round += 1) {
    await answer.sendProgress(looping, round, rounds)
    const start = ((round - 1) * perRound) % Math.max(1, items.length)
    const share = items
      .slice(start, start + perRound)
      .map((item, index) => ({ item, number: start + index + 1 }))
    if (round === late) await tryInVain(answer, share, round)
    const input = share.map(({ item }) => item).join('\n')
    const call = { action_key: 'check_items', params: JSON.stringify({ round, items: share }) }
    await answer.startNode(reviewing, input)
    await answer.startTool(reviewing, { type: 'function', tool_calls_data: call })
    if (round === 1) await startCounting(answer)
    await answer.wait(pause)
    const own = share.map(({ item, number }) => ({
      number,
      item,
      findings: [...checkLine(item), ...checkAmong(item, number, earlier)],
    }))
    for (const one of own) reviewed.set(one.number, one)
    await answer.endTool(reviewing, {
      type: 'function',
      tool_calls_data: { ...call, output: JSON.stringify(own) },
    })
    if (round === late) await endCounting(answer, items)
    await answer.endNode(
      reviewing,
      JSON.stringify(own.map(({ number, findings }) => ({ number, findings: findings.length }))),
    )
  }
  return [...reviewed.values()].sort((left, right) => left.number - right.number)
}

/** The same round once before: the checker does not answer in time, and the workflow tries again. */
async function tryInVain(
  answer: Answer,
  share: { item: string; number: number }[],
  round: number,
): Promise<void> {
  const call = { action_key: 'check_items', params: JSON.stringify({ round, items: share }) }
  await answer.startNode(reviewing, share.map(({ item }) => item).join('\n'))
  await answer.startTool(reviewing, { type: 'function', tool_calls_data: call })
  await answer.wait(checkerPatienceMs)
  const output = {
    code: 504,
    error: 'timeout',
    message: `check_items: no answer within ${checkerPatienceMs} ms`,
  }
  await answer.endTool(reviewing, {
    type: 'function',
    tool_calls_data: { ...call, output: JSON.stringify(output) },
  })
  await answer.endNode(reviewing, JSON.stringify({ status: 'failed', reason: 'timeout', round, retry: 1 }))
}

/** The branch beside the loop; it starts in the first round and ends in the second. */
async function startCounting(answer: Answer): Promise<void> {
  const call = { action_key: 'count_items', params: '{}' }
  await answer.startTool(counting, { type: 'function', tool_calls_data: call })
}

async function endCounting(answer: Answer, items: string[]): Promise<void> {
  const call = { action_key: 'count_items', params: '{}' }
  const output = JSON.stringify(countText(items.join('\n')))
  await answer.endTool(counting, { type: 'function', tool_calls_data: { ...call, output } })
  await answer.endNode(counting, output)
  answer.count(counting, items.join('\n'), output)
}

function countFindings(reviewed: Reviewed[]): number {
  return reviewed.reduce((sum, { findings }) => sum + findings.length, 0)
}
