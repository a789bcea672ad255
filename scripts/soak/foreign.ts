import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { Engine } from '../../e2e/servers'
import { appIds } from '../../lib/engine/catalogue'
import { call, newPerson, startApp, toSend } from './client'
import type { Answer, Person } from './client'
import { Tally, allOf } from './part'
import type { Part } from './part'
import { bodyFor, fill, listRoutes, partsOf, queries } from './routes'
import { makeScene, toBatch, toComparison, upload } from './scene'
import type { Names } from './scene'

/** Path parts that name something of a person; the others are for everybody, or sealed by their token. */
const owned = [
  'conversationId',
  'runId',
  'uploadId',
  'mediaId',
  'ticket',
  'comparisonId',
  'batchId',
  'serverId',
] as const
const open = ['appId', 'row', 'token', 'name']

const refusalSchema = z.object({ error: z.object({ code: z.string() }) })
/** What only the owner's objects hold. */
const secretText = 'Which lake is the deepest?'

type Position = {
  name: string
  /** Asks with an id that is somebody else's, or nobody's. */
  ask(names: Names): Promise<Answer>
  /** What an answer without a trace of the object is; 404 unless said otherwise. */
  expected?: string
  /** An id that is nobody's becomes this person's. */
  isMaking?: boolean
}

/** Wherever a route takes an id, another person's answers as one that does not exist. */
export const foreign: Part = {
  unit: 'rounds of the matrix',
  usual: 1,
  full: 1,
  async measure({ count }) {
    const engine = await Engine.start()
    const app = await startApp(engine)
    const [owner, stranger] = [await newPerson(app.url), await newPerson(app.url)]
    const theirs = await makeScene(owner)
    const own = await makeScene(stranger)
    const answered = new Tally('positions that did not answer 404 (or, where said, as for nobody’s id)')
    const told = new Tally('positions where another person’s id is answered otherwise than nobody’s')
    const leaked = new Tally('answers with something of the owner')
    const changed = new Tally('objects of the owner that changed')
    const closed = new Tally('positions that do not work for the owner either')
    const before = await look(owner, theirs)
    const positions = [...pathPositions(stranger, own), ...otherPositions(stranger, own)]
    let hidden = 0

    for (const { name, ask } of pathPositions(owner, theirs)) {
      if (!name.startsWith('GET ') || name.includes('reindex')) continue
      const { status } = await ask(theirs)
      if (status >= 400) closed.add(`${name}: ${status}`)
    }
    for (let round = 0; round < count; round += 1) {
      for (const { name, ask, expected = '404', isMaking = false } of positions) {
        const foreign = await ask(theirs)
        const absent = await ask(nobodys(theirs))
        const [found, other] = [gist(foreign), gist(absent)]
        if (found.startsWith(expected)) hidden += 1
        else answered.add(`${name}: ${found}`)
        if (found !== other && !isMaking) told.add(`${name}: ${found} for somebody’s, ${other} for nobody’s`)
        if (foreign.text.includes(secretText) || foreign.text.includes(theirs.answerMessageId))
          leaked.add(name)
      }
    }
    const after = await look(owner, theirs)
    for (const [name, text] of Object.entries(before))
      if (after[name] !== text) changed.add(`${name}: ${text} → ${after[name]}`)
    await Promise.all([app.remove(), engine.stop()])
    return {
      figures: [
        allOf('routes × id positions that hide the object', hidden, positions.length * count),
        ...[answered, told, leaked, changed, closed].map((tally) => tally.figure()),
      ],
      note: `${positions.length} positions; instead of 404: ${positions
        .flatMap(({ name, expected }) => (expected ? [`${name} ${expected}`] : []))
        .join(', ')}.`,
    }
  },
}

function pathPositions(person: Person, own: Names): Position[] {
  return listRoutes().flatMap(({ pattern, methods }) => {
    const parts = partsOf(pattern)
    const strange = parts.find((part) => ![...owned, ...open].includes(part))
    if (strange !== undefined)
      throw new Error(`Whose is [${strange}] of ${pattern}? Say it in scripts/soak/foreign.ts.`)
    const named = owned.filter((part) => parts.includes(part))
    return named.flatMap((part) =>
      methods.map((method): Position => {
        const name = `${method} ${pattern}`
        const ask = (names: Names) => {
          if (name === 'PUT /api/uploads/[uploadId]') return upload(person, names.uploadId)
          const path = fill(pattern, (other) => (other === part ? names[part] : own[other as keyof Names]))
          const query = new URLSearchParams(pattern.endsWith('/download') ? queries[pattern] : {}).toString()
          const isRead = method === 'GET' || method === 'HEAD'
          return call(
            person,
            method,
            query ? `${path}?${query}` : path,
            isRead ? undefined : bodyFor(method, pattern, own),
          )
        }
        return { name, ask, ...exceptions[name] }
      }),
    )
  })
}

const exceptions: Record<string, Partial<Position>> = { 'PUT /api/uploads/[uploadId]': { isMaking: true } }

/** Ids in bodies and queries. */
function otherPositions(person: Person, own: Names): Position[] {
  const run = (change: (names: Names) => object) => (names: Names) =>
    call(person, 'POST', '/api/runs', { ...toSend('plain'), ...change(names) })
  const fileChat = { family: 'agent', id: appIds.fileChat }
  const reader = { family: 'agent', id: appIds.documentReader }
  const gone = '409 file_gone'
  return [
    { name: 'run in a conversation', ask: run(({ conversationId }) => ({ conversationId, target: guide })) },
    {
      name: 'regenerate a message',
      ask: run(({ userMessageId }) => ({
        conversationId: own.conversationId,
        target: guide,
        action: { kind: 'regenerate', userMessageId },
      })),
    },
    {
      name: 'edit a message',
      ask: run(({ userMessageId }) => ({
        conversationId: own.conversationId,
        target: guide,
        action: { kind: 'edit', userMessageId, question: 'plain' },
      })),
    },
    {
      name: 'attach a file',
      expected: gone,
      ask: run(({ uploadId }) => ({
        target: fileChat,
        action: { kind: 'send', question: 'plain', attachments: [uploadId] },
      })),
    },
    {
      name: 'a file in a form',
      expected: gone,
      ask: run(({ uploadId }) => ({
        target: reader,
        action: { kind: 'send', question: '', inputs: [documentsOf(uploadId)] },
      })),
    },
    {
      name: 'run in a lane',
      ask: run(({ comparisonId }) => ({ comparison: { id: comparisonId, lane: 1 } })),
    },
    {
      name: 'comparison under an id',
      isMaking: true,
      ask: ({ comparisonId }) =>
        call(person, 'POST', '/api/comparisons', { ...toComparison(), id: comparisonId }),
    },
    {
      name: 'pick a conversation',
      ask: ({ laneConversationId }) =>
        call(person, 'POST', `/api/comparisons/${own.comparisonId}/pick`, {
          conversationId: laneConversationId,
        }),
    },
    {
      name: 'show a version',
      ask: ({ answerMessageId }) =>
        call(person, 'PUT', `/api/conversations/${own.conversationId}/version`, {
          messageId: answerMessageId,
        }),
    },
    {
      name: 'a file in a batch',
      expected: gone,
      ask: async ({ uploadId }) => {
        const batch = await toBatch(person)
        const { uploads: ids } = documentsOf(uploadId)
        const source = { from: 'constant', value: '', uploads: ids }
        const field = { fieldId: documentsField, name: documentsOf('').name, kind: 'file', source }
        return call(person, 'POST', '/api/batches', { ...batch, fields: [...batch.fields, field] })
      },
    },
    {
      name: 'states of files',
      expected: '200 {"uploads":[]}',
      ask: ({ uploadId }) => call(person, 'GET', `/api/uploads?ids=${uploadId}`),
    },
  ]
}

const guide = { family: 'agent', id: appIds.knowledgeGuide }
const documentsField = '1936725184036382037'

function documentsOf(uploadId: string) {
  return { fieldId: documentsField, name: 'Documents 文档', kind: 'file', value: '', uploads: [uploadId] }
}

/** Ids of the same shape that lead nowhere. */
function nobodys(names: Names): Names {
  const hex = () => randomUUID().replaceAll('-', '')
  return {
    ...names,
    conversationId: randomUUID(),
    runId: randomUUID(),
    userMessageId: randomUUID(),
    answerMessageId: randomUUID(),
    uploadId: randomUUID(),
    mediaId: hex(),
    ticket: hex(),
    comparisonId: randomUUID(),
    laneConversationId: randomUUID(),
    batchId: randomUUID(),
    serverId: randomUUID(),
  }
}

/** The status with our code, or with the beginning of a good answer. */
function gist({ status, text }: Answer): string {
  if (status < 400) return `${status} ${text.slice(0, 40)}`
  const parsed = refusalSchema.safeParse(tryJson(text))
  return parsed.success ? `${status} ${parsed.data.error.code}` : String(status)
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What the owner sees of it all. */
async function look(owner: Person, names: Names): Promise<Record<string, string>> {
  const paths = {
    conversation: `/api/conversations/${names.conversationId}`,
    lane: `/api/conversations/${names.laneConversationId}`,
    run: `/api/runs/${names.runId}/events`,
    file: `/api/uploads/${names.uploadId}/content`,
    comparison: `/api/comparisons/${names.comparisonId}`,
    servers: '/api/mcp-servers',
  }
  const entries = Object.entries(paths).map(
    async ([name, path]) => [name, (await call(owner, 'GET', path)).text] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}
