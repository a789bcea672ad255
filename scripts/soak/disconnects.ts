import { setTimeout } from 'node:timers/promises'
import { Engine, freePort } from '../../e2e/servers'
import { createGate } from '../../lib/limits/gate'
import { call, newPerson, open, readFrames, startApp, toSend } from './client'
import type { Person } from './client'
import { heapAfterCollection, openSockets } from './inspect'
import { Tally, atMost } from './part'
import type { Part } from './part'
import { seededRandom } from './random'

/** Readers at a time, and how many go in one wave before the sockets are counted. */
const readersAtOnce = 100
const wave = 500
const longestStayMs = 60
const releaseGoalMs = 1_000
const heapGoal = 0.05
/** Before the first measure, so that what is loaded once is loaded. */
const warmUp = 1_000

/** Readers that vanish without a word leave neither sockets nor memory behind, and do not disturb the run. */
export const disconnects: Part = {
  unit: 'abrupt disconnects',
  usual: 20_000,
  full: 20_000,
  async measure({ count, seed }) {
    const random = seededRandom(seed)
    const inspectPort = await freePort()
    const engine = await Engine.start()
    const app = await startApp(engine, { NODE_OPTIONS: `--inspect=127.0.0.1:${inspectPort}` })
    const person = await newPerson(app.url)
    const late = new Tally('waves after which sockets stayed open')
    const disturbed = new Tally('runs that the leaving readers disturbed')
    let slowestRelease = 0
    const gate = createGate(readersAtOnce)

    await leaveMany(warmUp)
    const before = await heapAfterCollection(inspectPort)
    slowestRelease = 0
    late.forget()
    for (let left = count; left > 0; left -= wave) await leaveMany(Math.min(left, wave))
    await setTimeout(500)
    const after = await heapAfterCollection(inspectPort)
    const { running } = await engine.stats()
    if (running > 0) disturbed.add(`${running} generations still run after their stop`)
    const isAlive = (await call(person, 'GET', '/api/ready')).status === 200
    if (!isAlive) disturbed.add('the server is not ready any more')
    await Promise.all([app.remove(), engine.stop()])
    return {
      figures: [
        atMost(
          'slowest release of all sockets of a wave',
          slowestRelease,
          releaseGoalMs,
          (ms) => `${Math.round(ms)} ms`,
        ),
        late.figure(),
        atMost(
          'growth of the heap after collection',
          Math.max(0, after / before - 1),
          heapGoal,
          (share) => `${(share * 100).toFixed(1)} %`,
        ),
        disturbed.figure(),
      ],
      note: `Heap ${mib(before)} before and ${mib(after)} after, both collected through the inspector with no run alive; sockets counted in /proc/net/tcp after each ${wave}.`,
    }

    /** One wave on three live runs: one that talks, one that is silent, one that talks and is left by its asker too. */
    async function leaveMany(readers: number): Promise<void> {
      const asked = await Promise.all(
        ['endless', 'stall', 'endless'].map((question) => startRun(person, question)),
      )
      asked[2]?.sent.destroy()
      const waiting = openSockets(app.port)
      const leaveOne = async () => {
        const { runId } = random.pick(asked)
        const query = random.pick(['', '?after=1', '?after=0', '?after=999999999'])
        const sent = open(person, 'GET', `/api/runs/${runId}/events${query}`)
        sent.on('error', () => undefined)
        sent.on('response', (response) => response.on('error', () => undefined).resume())
        // Some are gone before the request is read, some before the head has come, some in the middle.
        if (random.share() < 0.9) await setTimeout(random.below(longestStayMs))
        else await new Promise<void>((resolve) => setImmediate(resolve))
        if (random.share() < 0.5) sent.socket?.resetAndDestroy()
        else sent.destroy()
      }
      await Promise.all(Array.from({ length: readers }, () => gate(leaveOne)))
      const lastAt = performance.now()
      while (openSockets(app.port) > waiting && performance.now() - lastAt < 10 * releaseGoalMs)
        await setTimeout(10)
      const elapsed = performance.now() - lastAt
      slowestRelease = Math.max(slowestRelease, elapsed)
      if (elapsed > releaseGoalMs)
        late.add(`${openSockets(app.port) - waiting} after ${Math.round(elapsed)} ms`)
      for (const { runId } of asked) await call(person, 'POST', `/api/runs/${runId}/stop`, {})
      const [talking, silent] = await Promise.all(asked.map(({ reading }) => reading))
      for (const reading of [talking, silent]) {
        if (reading?.run.status !== 'stopped')
          disturbed.add(`an undisturbed reader saw ${reading?.run.status}`)
      }
    }
  },
}

async function startRun(person: Person, question: string) {
  const sent = open(person, 'POST', '/api/runs', toSend(question))
  const name = Promise.withResolvers<string>()
  const reading = readFrames(sent, undefined, ({ run }) => name.resolve(run.id))
  return { sent, reading, runId: await name.promise }
}

function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}
