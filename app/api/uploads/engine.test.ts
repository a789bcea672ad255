import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerAgents } from '@/lib/agents/actions'
import { generateAnswer } from '@/lib/agents/generate-answer'
import { connectAgentPlatform } from '@/lib/agents/upstream'
import { describeOnEveryDatabase } from '@/lib/db/testing'
import { appIds, engineAgents } from '@/lib/engine/catalogue'
import { startEngine } from '@/lib/engine/server'
import { env } from '@/lib/env'
import { getAgentForm } from '@/lib/forms/agent-form'
import type { RunEvent } from '@/lib/runs/events'
import { askAgainMs, refreshStates } from '@/lib/uploads/parse-states'
import { findUploadRows } from '@/lib/uploads/queries'
import { receiveUpload } from '@/lib/uploads/receive-upload'
import { pngHead } from '@/lib/uploads/testing'
import type { Upload } from '@/lib/uploads/schema'

const key = 'engine.secret-of-the-engine'
const person = 'a-person'
const never = new AbortController().signal
const guide = readFileSync(`${import.meta.dirname}/../../../lib/engine/library/moon-over-water.pdf`)

type Given = { appId: string; name: string; kind: Upload['kind']; fieldId?: string; draftId?: string }

/** Both sides as they are, and real HTTP between them. */
describeOnEveryDatabase('files and the built-in engine', () => {
  let engine: Awaited<ReturnType<typeof startEngine>>

  beforeAll(async () => {
    env().DATA_DIR = mkdtempSync(path.join(tmpdir(), 'moonlake-uploads-'))
    engine = await startEngine({ key, pace: 50 })
    connectAgentPlatform({ baseUrl: engine.baseUrl, apiKey: key, auth: 'key', headers: {} })
    await registerAgents(engineAgents, 'engine')
  })
  afterAll(async () => {
    rmSync(env().DATA_DIR, { recursive: true, force: true })
    await engine.close()
  })

  async function give(bytes: Buffer, { fieldId, draftId, ...about }: Given): Promise<Upload> {
    const upload = {
      ...about,
      family: 'agent' as const,
      id: crypto.randomUUID(),
      size: bytes.byteLength,
      fieldId: fieldId ?? null,
      conversationId: null,
      draftId: draftId ?? null,
    }
    return receiveUpload(person, upload, new Response(new Uint8Array(bytes)).body, never)
  }

  async function fileField(appId: string, kind = 'file') {
    const { fields } = await getAgentForm(appId)
    const field = fields.find((one) => one.kind === kind)
    if (!field) throw new Error(`no ${kind} field`)
    return field
  }

  async function settled(id: string): Promise<{ status: string; reason: string | null }> {
    let row: { status: string; reason: string | null } | undefined
    let looks = 0
    // Our clock goes ahead, so that nobody waits until the platform may be asked again.
    const clock = { now: () => Date.now() + looks * askAgainMs, sleep: () => Promise.resolve() }
    await expect
      .poll(
        async () => {
          looks++
          ;[row] = await refreshStates(await findUploadRows(person, [id]), { clock })
          return row?.status
        },
        { timeout: 10_000 },
      )
      .not.toBe('parsing')
    return row ?? { status: 'gone', reason: null }
  }

  test('a document in a form is read and answered from', async () => {
    const field = await fileField(appIds.documentReader)
    const appId = appIds.documentReader
    const upload = await give(guide, { appId, name: '月.pdf', kind: 'document', fieldId: field.id })
    expect(upload.status).toBe('parsing')
    const text = await answerOf({
      appId,
      inputs: [{ fieldId: field.id, name: field.name, kind: 'file', value: '', uploads: [upload.id] }],
    })
    expect(text).toContain('月.pdf')
    expect(await settled(upload.id)).toMatchObject({ status: 'ready' })
  })

  test.each([
    ['11000 a.txt', 'missing'],
    ['11001 a.txt', 'no_text'],
    ['11002 a.txt', 'unreadable'],
    ['11003 a.txt', 'too_much_text'],
    ['11009 a.txt', 'unknown_id'],
  ])('%s is not parsed, and the run says so', async (name, code) => {
    const field = await fileField(appIds.documentReader)
    const given = { appId: appIds.documentReader, name, kind: 'document' as const, fieldId: field.id }
    const { id } = await give(Buffer.from('words'), given)
    const { status, reason } = await settled(id)
    expect([status, JSON.parse(reason ?? '{}')]).toEqual([
      'failed',
      { code, detail: null, upstreamCode: null },
    ])
  })

  test.each([
    ['refuse.txt', 'refused', null],
    ['upload-500.txt', 'upstream', '500'],
    ['upload-429.txt', 'upstream', expect.stringMatching(/\d+/)],
    ['upload-cut.txt', 'upstream', null],
  ])('%s is not taken', async (name, code, upstreamCode) => {
    const field = await fileField(appIds.documentReader)
    const given = { appId: appIds.documentReader, name, kind: 'document' as const, fieldId: field.id }
    const upload = await give(Buffer.alloc(200_000, 'words '), given)
    expect(upload).toMatchObject({ status: 'failed', reason: { code, upstreamCode } })
  })

  test('camelCase answers are read too', async () => {
    const field = await fileField(appIds.documentReader)
    const given = { appId: appIds.documentReader, name: 'camel.txt', kind: 'document' as const }
    expect(await give(Buffer.from('words'), { ...given, fieldId: field.id })).toMatchObject({
      status: 'parsing',
    })
  })

  test('pictures are ready without parsing', async () => {
    const field = await fileField(appIds.allInputs, 'image')
    const given = { appId: appIds.allInputs, name: 'a.png', kind: 'image' as const, fieldId: field.id }
    const { id, previewUrl } = await give(pngHead(10, 10), given)
    expect(await settled(id)).toMatchObject({ status: 'ready' })
    expect(previewUrl).toBe(`/api/uploads/${id}/content`)
  })

  test('files of a dialogue lie in a conversation that the platform knows', async () => {
    const given = { appId: appIds.knowledgeGuide, kind: 'document' as const, draftId: crypto.randomUUID() }
    const one = await give(Buffer.from('The ferry leaves at nine.'), { ...given, name: 'ferry.txt' })
    const other = await give(Buffer.from('The ferry costs four.'), { ...given, name: 'fares.txt' })
    const rows = await findUploadRows(person, [one.id, other.id])
    const [conversation, same] = rows.map((row) => row.upstream_conversation_id)
    expect(conversation).toBeTruthy()
    expect(same).toBe(conversation)
    const text = await answerOf({
      appId: appIds.knowledgeGuide,
      question: 'What is a halo?',
      attachments: [one.id, other.id],
      upstreamConversationId: conversation ?? null,
    })
    expect(text).not.toBe('')
  })

  async function answerOf(
    given: Partial<Parameters<typeof generateAnswer>[0]> & { appId: string },
  ): Promise<string> {
    const generation = generateAnswer({
      userId: person,
      upstreamConversationId: null,
      question: '',
      inputs: [],
      attachments: [],
      callId: null,
      runId: 'run-1',
      signal: never,
      ...given,
    })
    const events: RunEvent[] = []
    for (;;) {
      const step = await generation.next()
      if (step.done) {
        expect(step.value).toEqual({ outcome: 'done' })
        break
      }
      events.push(step.value)
    }
    return events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('')
  }
})
