import { setTimeout } from 'node:timers/promises'
import { Engine } from '../../e2e/servers'
import { emptyRun, isOver } from '../../lib/runs/run'
import { newPerson, open, readFrames, startApp, toSend } from './client'
import type { Person, Read } from './client'
import { Tally, allOf } from './part'
import type { Part } from './part'
import { seededRandom } from './random'
import type { Random } from './random'

/** Runs at a time, and restless readers of each. */
const runsAtOnce = 4
const readersPerRun = 6
/** Attachments of one reader to one run, at most. */
const longestStayMs = 250
const questions = [
  'stream 12kB at 100/s',
  '长回答 stream 9kB at 80/s 中文',
  'all tools',
  'hard text emoji',
  'markdown 排版',
  'loop',
]

/** Readers that come, break off and come back anywhere in a run see in the end what an undisturbed one sees. */
export const resumes: Part = {
  unit: 'resumes',
  usual: 5_000,
  full: 5_000,
  async measure({ count, seed }) {
    const random = seededRandom(seed)
    const engine = await Engine.start()
    const app = await startApp(engine)
    const person = await newPerson(app.url)
    const differences = new Tally('readers whose run differs from the undisturbed one')
    const broken = new Tally('streams that ended before the run, or with another status than 200')
    const ways: Record<Way, number> = { snapshot: 0, cursor: 0, header: 0, older: 0, future: 0 }
    let resumed = 0
    let readers = 0
    let identical = 0
    let number = 0

    while (resumed < count) {
      const followOne = async () => {
        number += 1
        const question = questions[number % questions.length] ?? 'plain'
        const sent = open(person, 'POST', '/api/runs', toSend(`${number}: ${question}`))
        const name = Promise.withResolvers<string>()
        const undisturbed = readFrames(sent, undefined, ({ run }) => name.resolve(run.id))
        // A refused send has no name.
        void undisturbed.then(({ run }) => name.resolve(run.id))
        const runId = await name.promise
        const found = await Promise.all(
          Array.from({ length: readersPerRun }, () => readRestlessly(person, runId, random, ways, broken)),
        )
        const whole = await undisturbed
        if (!isOver(whole.run) || whole.endings !== 1) broken.add(`the undisturbed reader of "${question}"`)
        for (const { run, times } of found) {
          readers += 1
          resumed += times
          if (JSON.stringify(run) === JSON.stringify(whole.run)) identical += times
          else differences.add(`"${question}", run ${runId}`)
        }
      }
      await Promise.all(Array.from({ length: runsAtOnce }, followOne))
    }
    await Promise.all([app.remove(), engine.stop()])
    return {
      figures: [
        allOf('resumes that came to the same run', identical, resumed),
        differences.figure(),
        broken.figure(),
      ],
      note: `${readers} readers of ${number} live runs; they came back ${Object.entries(ways)
        .map(([way, times]) => `${times} × ${wayNames[way as Way]}`)
        .join(', ')}.`,
    }
  },
}

type Way = 'snapshot' | 'cursor' | 'header' | 'older' | 'future'
const wayNames: Record<Way, string> = {
  snapshot: 'with nothing',
  cursor: 'with `after`',
  header: 'with `Last-Event-ID`',
  older: 'with an older number',
  future: 'with a number that is not there yet',
}

/** Attaches, breaks off and attaches again until the run is over. */
async function readRestlessly(
  person: Person,
  runId: string,
  random: Random,
  ways: Record<Way, number>,
  broken: Tally,
) {
  const nothing: Read = { seq: 0, run: emptyRun, frames: 0, endings: 0 }
  const seen: Read[] = [nothing]
  let times = 0
  for (;;) {
    const last = seen.at(-1) ?? nothing
    if (isOver(last.run)) return { run: last.run, times }
    const way: Way =
      times === 0 ? 'snapshot' : random.pick(['snapshot', 'cursor', 'cursor', 'header', 'older', 'future'])
    const from = way === 'older' ? random.pick(seen) : last
    ways[way] += times === 0 ? 0 : 1
    times += 1
    const after = {
      snapshot: null,
      cursor: from.seq,
      header: from.seq,
      older: from.seq,
      future: from.seq + 500,
    }[way]
    const query = after === null || way === 'header' ? '' : `?after=${after}`
    const sent = open(person, 'GET', `/api/runs/${runId}/events${query}`, undefined, {
      ...(way === 'header' ? { 'last-event-id': String(after) } : {}),
    })
    const stay = random.below(longestStayMs)
    const leave = new AbortController()
    void setTimeout(stay, undefined, { signal: leave.signal }).then(
      () => sent.destroy(),
      () => undefined,
    )
    const reading = await readFrames(sent, from, (read) => seen.push(read))
    leave.abort()
    if (reading.status !== null && reading.status !== 200) broken.add(`run ${runId}: ${reading.status}`)
    if (reading.isWhole && !isOver(reading.run)) broken.add(`run ${runId} with ${way} ${after}`)
    if (reading.status === 404 || times > 5_000) return { run: reading.run, times }
    await setTimeout(random.below(60))
  }
}
