import { connect } from 'node:net'
import { hostname } from 'node:os'
import { Engine, root } from '../../e2e/servers'
import { createGate } from '../../lib/limits/gate'
import { ask, call, newPerson, startApp, toSend } from './client'
import type { Person } from './client'
import { hostileRequest, rawRequests } from './hostile-requests'
import type { HostileRequest } from './hostile-requests'
import { Tally } from './part'
import type { Part } from './part'
import { seededRandom } from './random'
import { listRoutes } from './routes'
import { makeScene } from './scene'
import type { Names } from './scene'

const requestsAtOnce = 16
/** Ordinary requests stand between this many hostile ones. */
const ordinaryEvery = 500
/** Limits count for each person. */
const attackers = 12
const answerLimitMs = 20_000
/** Bytes of an answer that are looked at; streams are left then. */
const looksAt = 64 * 1024

type Reply = { status: number; retryAfter: boolean; text: string } | null

/** Requests that no browser sends, to all of our routes: the server answers every one with its own words and lives. */
export const hostile: Part = {
  unit: 'hostile requests',
  usual: 10_000,
  full: 50_000,
  async measure({ count, seed }) {
    const random = seededRandom(seed)
    const engine = await Engine.start()
    const app = await startApp(engine)
    const { pid } = app
    const victim = await newPerson(app.url)
    const people = await Promise.all(Array.from({ length: attackers }, () => newPerson(app.url)))
    const scenes: { person: Person; names: Names }[] = []
    for (const person of people.slice(0, 3)) scenes.push({ person, names: await makeScene(person) })
    const routes = listRoutes()
    const faults = new Tally('answers of 500 and above (503 with Retry-After apart)')
    const leaks = new Tally('answers with a stack, a path, a host or a key')
    const silent = new Tally('requests without an answer')
    const crashes = new Tally('crashes and uncaught errors')
    const ordinary = new Tally('ordinary requests in between that failed')
    const secrets = [root, app.dataDir, engine.key, new URL(engine.baseUrl).host, hostname()].filter(
      (secret) => secret.length > 5,
    )
    const statuses = new Map<number, number>()
    const gate = createGate(requestsAtOnce)

    for (let done = 0; done < count; done += ordinaryEvery) {
      const some = Math.min(ordinaryEvery, count - done)
      const attack = async () => {
        const scene = random.pick(scenes)
        const person = random.share() < 0.5 ? scene.person : random.pick(people)
        const isRaw = random.share() < 0.05
        const hostileOne = isRaw
          ? random.pick(rawRequests(app.url, person.cookie))
          : hostileRequest(random, random.pick(routes), scene.names, app.url, person.cookie)
        const reply = await exchange(app.port, hostileOne)
        const name = hostileOne.name.slice(0, 300)
        if (reply === null) {
          // What is no HTTP may be hung up on.
          if (!isRaw) silent.add(name)
          return
        }
        statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1)
        if (reply.status >= 500 && !(reply.status === 503 && reply.retryAfter)) {
          faults.add(`${reply.status} ${name}: ${reply.text.slice(-200)}`)
        }
        const leak = findLeak(reply.text, hostileOne.bytes.toString('latin1'), secrets)
        if (leak !== null) leaks.add(`${name}: ${leak}`)
      }
      await Promise.all(Array.from({ length: some }, () => gate(attack)))
      await expectOrdinary(victim, ordinary)
      if (app.pid !== pid || !isAlive(pid)) {
        crashes.add(`the process ended: ${app.log.slice(-500)}`)
        break
      }
    }
    const uncaught = /uncaught|unhandled/i.exec(app.log)
    if (uncaught) crashes.add(app.log.slice(uncaught.index, uncaught.index + 500))
    for (const internal of app.log.matchAll(/"code":"internal".*/g))
      faults.add(`logged: ${internal[0].slice(0, 600)}`)
    await Promise.all([app.remove(), engine.stop()])
    return {
      figures: [crashes, faults, leaks, silent, ordinary].map((tally) => tally.figure()),
      note: `${routes.length} routes; answers: ${[...statuses]
        .toSorted(([a], [b]) => a - b)
        .map(([status, times]) => `${times} × ${status}`)
        .join(', ')}. \`OPTIONS *\` names no route and is left out: Next answers it with 500.`,
    }
  },
}

async function expectOrdinary(person: Person, ordinary: Tally): Promise<void> {
  try {
    await ask(person, toSend('plain'))
    const { status } = await call(person, 'GET', '/api/conversations')
    if (status !== 200) ordinary.add(`the list of conversations: ${status}`)
  } catch (error) {
    ordinary.add(String(error))
  }
}

/** Sends the bytes as they are on a socket of their own. Null when nothing comes back that is an answer. */
function exchange(port: number, { bytes }: HostileRequest): Promise<Reply> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = []
    let length = 0
    const socket = connect(port, '127.0.0.1')
    const finish = () => {
      socket.destroy()
      const text = Buffer.concat(pieces).toString('utf8')
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0)
      resolve(status === 0 ? null : { status, retryAfter: /^retry-after: \d/im.test(text), text })
    }
    const limit = setTimeout(finish, answerLimitMs)
    socket.once('close', () => clearTimeout(limit))
    socket.once('error', finish)
    socket.once('close', finish)
    socket.on('data', (piece) => {
      pieces.push(piece)
      length += piece.length
      // The head and the first frame of a stream are enough.
      const isStream = piece.includes('text/event-stream') || piece.includes('data: {')
      if (length > looksAt || isStream) finish()
    })
    socket.write(bytes)
  })
}

/** A stack, or one of our secrets that was not in the request itself. */
function findLeak(text: string, request: string, secrets: string[]): string | null {
  const stack = /(?:^|[\n"\\n]) {2,}at [\w.<>[\] ]+ \(.{1,200}:\d+:\d+\)/.exec(text)
  if (stack) return stack[0]
  const secret = secrets.find((one) => text.includes(one) && !request.includes(one))
  return secret === undefined ? null : text.slice(Math.max(0, text.indexOf(secret) - 60)).slice(0, 160)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
