import { afterAll, beforeAll, expect, test } from 'vitest'
import { documentDataSchema, sliceInfoResponseSchema } from '@/lib/upstream/agents/wire'
import { appIds } from '../catalogue'
import { oldHandbook } from '../documents/library'
import { startEngine } from '../server'
import type { RunningEngine } from '../server'
import { get, post, readPath, toInvoke } from '../testing'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: 20 })
})
afterAll(() => engine.close())

async function ask(question: string): Promise<{ text: string; requestId: unknown }> {
  const response = await post(
    engine,
    '/v3/application/invoke',
    toInvoke(appIds.knowledgeGuide, question, { stream: false }),
  )
  const body: unknown = await response.json()
  const text = String(readPath(body, 'choices', 0, 'messages', 'content', 'msg'))
  return { text, requestId: readPath(body, 'request_id') }
}

async function locate(requestId: unknown) {
  const body = { request_id: requestId, node_id: '1936725184036371009' }
  const data = sliceInfoResponseSchema.parse(
    await (await post(engine, '/v2/application/slice_info', body)).json(),
  ).data
  return { hasOld: data?.has_old_document, images: data?.images ?? [], entries: data?.document_slices ?? [] }
}

test.each(['What are the rules for mooring at the jetty?', '码头系泊有什么规定？'])(
  'an old document has places once it was indexed again: %s',
  async (question) => {
    const fresh = await startEngine({ pace: 20 })
    const before = engine
    engine = fresh
    try {
      const { requestId, text } = await ask(question)
      expect(text).toMatch(/Boathouse Handbook|船屋手册/)
      const hidden = await locate(requestId)
      expect(hidden.hasOld).toBe(true)
      const [entry] = hidden.entries
      expect(entry?.document?.id).toBe(oldHandbook.id)
      expect(entry?.hide_positions).toBe(true)
      expect(entry?.slice_info?.length).toBeGreaterThan(0)
      expect(entry?.slice_info?.every(({ position }) => !position)).toBe(true)

      const begun = await post(engine, `/document/embedding/${oldHandbook.id}`, {})
      expect(await begun.json()).toMatchObject({ code: 200, message: '请求成功' })
      expect(await readState()).toBe(0)
      await expect.poll(readState).toBe(1)

      const shown = await locate(requestId)
      expect(shown.hasOld).toBe(false)
      expect(shown.entries[0]?.hide_positions).toBe(false)
      expect(shown.entries[0]?.slice_info?.every(({ position }) => position?.page)).toBe(true)
    } finally {
      engine = before
      await fresh.close()
    }
  },
)

async function readState(): Promise<number | null | undefined> {
  const body: unknown = await (await get(engine, `/llm-application/open/document/${oldHandbook.id}`)).json()
  return documentDataSchema.parse(readPath(body, 'data')).embedding_stat
}

test.each([
  ['What causes a halo around the moon?', '_1】', 'entry'],
  ['月晕是怎么形成的', '_1】', 'entry'],
  ['Why does the moon change its shape?', '_2】', 'data'],
  ['月亮为什么有圆缺？', '_2】', 'data'],
])(
  '%s: a figure stands in the slice and in the answer, its picture in the %s',
  async (question, end, place) => {
    const { text, requestId } = await ask(question)
    const { entries, images } = await locate(requestId)
    const marker = /【示意图序号_\d{19}_\d】/.exec(text)?.[0] ?? ''
    expect(marker.endsWith(end)).toBe(true)
    expect(
      entries.some(({ slice_info: slices }) => slices?.some((slice) => slice.text?.includes(marker))),
    ).toBe(true)
    const inEntries = entries.flatMap((entry) => entry.images ?? [])
    const figure = [...inEntries, ...images].find((image) => image.text === marker)
    expect(inEntries.some((image) => image.text === marker)).toBe(place === 'entry')
    const picture = await fetch(figure?.cos_url ?? '')
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  },
)

test('what was never asked has no places, and unknown documents are unknown', async () => {
  const unknown = await post(engine, '/v2/application/slice_info', { request_id: 'never', node_id: '1' })
  expect(unknown.status).toBe(404)
  expect(await unknown.json()).toMatchObject({ code: 404, message: expect.any(String) })
  expect((await post(engine, '/document/embedding/1', {})).status).toBe(404)
  expect((await get(engine, '/llm-application/open/document/1')).status).toBe(404)
})
