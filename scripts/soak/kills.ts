import { setTimeout } from 'node:timers/promises'
import { Engine } from '../../e2e/servers'
import { conversationListSchema, transcriptSchema } from '../../lib/conversations/schema'
import type { Transcript } from '../../lib/conversations/schema'
import { answerText, isOver } from '../../lib/runs/run'
import type { Run } from '../../lib/runs/run'
import type { StartRun } from '../../lib/runs/start-run-schema'
import { call, newPerson, open, parse, readFrames, startApp, toSend } from './client'
import type { Person } from './client'
import { Tally, atMost } from './part'
import type { Part } from './part'
import { seededRandom } from './random'
import type { Random } from './random'

const sendsInFlight = 10
const readyGoalMs = 3_000
/** Text that arrived earlier than this before the kill is stored. */
const lostGoalMs = 1_000
/** For the answers that a kill waits for. */
const longestWaitMs = 10_000

type Send = {
  body: StartRun
  question: string
  /** From the first answer; null while nobody acknowledged it. */
  runId: string | null
  conversationId: string | null
  isAcknowledged: boolean
  /** The length of the text that had arrived, and when. */
  arrived: { at: number; text: string }[]
}

/** Ends the server with SIGKILL while ten questions are on their way, starts it again and looks for every one. */
export const kills: Part = {
  unit: 'kills, 10 sends in flight each',
  usual: 50,
  full: 1_000,
  async measure({ count, seed }) {
    const random = seededRandom(seed)
    const engine = await Engine.start()
    const app = await startApp(engine)
    const person = await newPerson(app.url)
    const tallies = {
      lost: new Tally('acknowledged messages lost'),
      doubled: new Tally('messages doubled'),
      strayed: new Tally('retries with the same key that made another run'),
      endless: new Tally('runs without exactly one terminal state'),
      changed: new Tally('runs that look different later'),
      generations: new Tally('generations beyond one a send'),
    }
    let slowestStart = 0
    let oldestLoss = 0
    let acknowledged = 0
    let unacknowledged = 0
    const conversations: string[] = []
    const ended = new Map<string, { conversationId: string; json: string }>()

    for (let round = 0; round < count; round += 1) {
      const sends = plan(random, round, conversations)
      const open = sends.map((send) => start(person, send))
      await momentOfKill(random, sends)
      await app.end('SIGKILL')
      const killedAt = performance.now()
      await Promise.all(open)
      const startedAt = performance.now()
      await app.restart()
      slowestStart = Math.max(slowestStart, performance.now() - startedAt)
      acknowledged += sends.filter((send) => send.isAcknowledged).length
      unacknowledged += sends.filter((send) => !send.isAcknowledged).length

      await Promise.all(
        sends.map(async (send) => {
          const runs = await retry(person, send)
          for (const run of runs) {
            const name = `round ${round}, "${send.question}"`
            if (run === null) {
              if (send.isAcknowledged) tallies.lost.add(`${name}: the retry found nothing`)
              else tallies.strayed.add(`${name}: the retry was refused`)
              continue
            }
            if (!isOver(run)) tallies.endless.add(`${name}: ${run.status} at the end of its stream`)
            if (run.id !== (send.runId ?? run.id)) tallies.strayed.add(`${name}: ${send.runId} and ${run.id}`)
            send.runId = run.id
            send.conversationId = run.conversationId
            oldestLoss = Math.max(oldestLoss, ageOfLoss(send, run, killedAt))
            ended.set(run.id, { conversationId: run.conversationId, json: JSON.stringify(run) })
          }
        }),
      )
      for (const send of sends) await lookFor(person, send, tallies)
      for (const { conversationId } of sends) {
        if (conversationId !== null && !conversations.includes(conversationId))
          conversations.push(conversationId)
      }
      await countGenerations(engine, sends, (round + 1) * sendsInFlight, tallies.generations)
    }

    await lookAgain(person, ended, tallies)
    const made = await countConversations(person)
    if (made !== conversations.length)
      tallies.doubled.add(`${made} conversations instead of ${conversations.length}`)
    const { generationsStarted } = await engine.stats()
    await Promise.all([app.remove(), engine.stop()])
    return {
      figures: [
        ...Object.values(tallies).map((tally) => tally.figure()),
        atMost('slowest start until ready', slowestStart, readyGoalMs, inMs),
        atMost('age of the oldest text that was lost', oldestLoss, lostGoalMs, inMs),
      ],
      note: `${acknowledged} sends were acknowledged before the kill, ${unacknowledged} were not; ${generationsStarted} generations in all.`,
    }
  },
}

function plan(random: Random, round: number, conversations: string[]): Send[] {
  const free = [...conversations]
  return Array.from({ length: sendsInFlight }, (_, index) => {
    const isOld = free.length > 0 && random.share() < 0.4
    const conversationId = isOld ? (free.splice(random.below(free.length), 1)[0] ?? null) : null
    // Long enough to be under way at the kill, or short enough to end right then.
    const question = `round ${round} send ${index}: ${random.pick(['stream 6kB at 100/s', 'stream 2kB at 40/s', 'plain'])}`
    return {
      body: toSend(question, conversationId),
      question,
      runId: null,
      conversationId,
      isAcknowledged: false,
      arrived: [],
    }
  })
}

/** Before any answer, between two of them, right after the last one, or while they are being written. */
async function momentOfKill(random: Random, sends: Send[]): Promise<void> {
  const answers = random.below(sendsInFlight + 1)
  const then = random.pick([0, random.below(20), random.below(400), random.below(1_500)])
  const deadline = performance.now() + longestWaitMs
  while (sends.filter((send) => send.isAcknowledged).length < answers && performance.now() < deadline) {
    await setTimeout(1)
  }
  await setTimeout(then)
}

async function start(person: Person, send: Send): Promise<void> {
  const sent = open(person, 'POST', '/api/runs', send.body)
  sent.once('response', (response) => (send.isAcknowledged = response.statusCode === 200))
  await readFrames(sent, undefined, ({ run }) => {
    send.runId = run.id
    send.conversationId = run.conversationId
    send.arrived.push({ at: performance.now(), text: answerText(run) })
  })
}

/** The same send three times, two of them at once. Null where it was refused. */
async function retry(person: Person, send: Send): Promise<(Run | null)[]> {
  const once = async () => {
    const { status, run } = await readFrames(open(person, 'POST', '/api/runs', send.body))
    return status === 200 ? run : null
  }
  return [...(await Promise.all([once(), once()])), await once()]
}

/** Ms between the arrival of the first text that is gone and the kill. */
function ageOfLoss(send: Send, run: Run, killedAt: number): number {
  const text = answerText(run)
  const firstGone = send.arrived.find((piece) => !text.startsWith(piece.text))
  return firstGone ? killedAt - firstGone.at : 0
}

type Tallies = Record<'lost' | 'doubled' | 'endless' | 'changed', Tally>

/** The question stands in its conversation once, with one answer that is over. */
async function lookFor(person: Person, send: Send, { lost, doubled, endless }: Tallies): Promise<void> {
  if (send.conversationId === null) return lost.add(`"${send.question}" has no conversation`)
  const { messages } = await transcriptOf(person, send.conversationId)
  const asked = messages.filter((message) => message.role === 'person' && message.text === send.question)
  const answers = messages.flatMap((message) =>
    message.role === 'answer' && message.run.id === send.runId ? [message.run] : [],
  )
  if (asked.length === 0 || answers.length === 0) lost.add(`"${send.question}" in ${send.conversationId}`)
  if (asked.length > 1 || answers.length > 1) doubled.add(`"${send.question}" in ${send.conversationId}`)
  for (const run of answers)
    if (!isOver(run)) endless.add(`"${send.question}" is ${run.status} in its transcript`)
}

/** At the very end every run still looks as it did when it ended. */
async function lookAgain(
  person: Person,
  ended: Map<string, { conversationId: string; json: string }>,
  { changed, lost }: Tallies,
): Promise<void> {
  for (const [runId, { json }] of ended) {
    const { status, run } = await readFrames(open(person, 'GET', `/api/runs/${runId}/events`))
    if (status !== 200) lost.add(`run ${runId}: ${status}`)
    else if (JSON.stringify(run) !== json) changed.add(`run ${runId}: ${json} is now ${JSON.stringify(run)}`)
  }
}

/** The engine has seen each run at most once, and no more runs than were sent. */
async function countGenerations(
  engine: Engine,
  sends: Send[],
  sent: number,
  generations: Tally,
): Promise<void> {
  const { generationsStarted, lastThirdRequestIds } = await engine.stats()
  if (generationsStarted > sent) generations.add(`${generationsStarted} generations for ${sent} sends`)
  for (const { runId, question } of sends) {
    const times = lastThirdRequestIds.filter((id) => id === runId).length
    if (times > 1) generations.add(`"${question}" was generated ${times} times`)
  }
}

async function transcriptOf(person: Person, conversationId: string): Promise<Transcript> {
  const path = `/api/conversations/${conversationId}`
  const transcript = parse(await call(person, 'GET', path), transcriptSchema)
  const { messages } = transcript
  let { earlierCursor } = transcript
  while (earlierCursor !== null) {
    const earlier = parse(await call(person, 'GET', `${path}?before=${earlierCursor}`), transcriptSchema)
    messages.unshift(...earlier.messages)
    earlierCursor = earlier.earlierCursor
  }
  return transcript
}

async function countConversations(person: Person): Promise<number> {
  let cursor: string | null = null
  let count = 0
  do {
    const query: string = cursor === null ? '' : `?before=${encodeURIComponent(cursor)}`
    const page = parse(await call(person, 'GET', `/api/conversations${query}`), conversationListSchema)
    count += page.conversations.length
    cursor = page.nextCursor
  } while (cursor !== null)
  return count
}

function inMs(value: number): string {
  return `${Math.round(value)} ms`
}
