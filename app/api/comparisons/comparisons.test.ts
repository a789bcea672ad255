import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as conversationRoute from '@/app/api/conversations/[conversationId]/route'
import * as conversationsRoute from '@/app/api/conversations/route'
import * as runsRoute from '@/app/api/runs/route'
import { purgeDeletedComparisons } from '@/lib/comparisons/actions'
import { comparisonListSchema, comparisonSchema } from '@/lib/comparisons/schema'
import type { CreateComparison } from '@/lib/comparisons/schema'
import { restorableMs } from '@/lib/conversations/actions'
import { db } from '@/lib/db/client'
import { describeOnEveryDatabase } from '@/lib/db/testing'
import { env } from '@/lib/env'
import { newPerson } from '@/lib/media/testing'
import { plainModel } from '@/lib/models/offered-models'
import { connectModels } from '@/lib/models/upstream'
import { defaultSettings } from '@/lib/targets/settings'
import { ask, call, read, refusalOf, sayText, startFakeUpstream } from '@/lib/targets/testing'
import type { FakeUpstream, Json } from '@/lib/targets/testing'
import * as pickRoute from './[comparisonId]/pick/route'
import * as comparisonRoute from './[comparisonId]/route'
import * as comparisonsRoute from './route'

const left = { family: 'model' as const, id: 'glm-4.6' }
const right = { family: 'model' as const, id: 'glm-5' }

describeOnEveryDatabase('comparisons', () => {
  let upstream: FakeUpstream
  let person: { id: string; cookie: string }

  beforeAll(async () => {
    upstream = await startFakeUpstream()
    upstream.answers = [sayText('Yes.')]
    const options = { baseUrl: `${upstream.url}/api`, apiKey: 'id.secret', headers: {}, auth: 'key' as const }
    connectModels(options, [plainModel(left.id), plainModel(right.id)])
    Object.assign(env(), { MAX_CONCURRENT_RUNS: 3, RATE_LIMIT_RUNS_PER_MINUTE: 10_000 })
  })
  afterAll(() => upstream.close())
  beforeEach(async () => {
    person = await newPerson()
  })

  test('one question goes to each lane once, and stands in no list', async () => {
    const made = comparisonSchema.parse(await read(create()))
    expect(made.lanes.map(({ card, transcript }) => [card.name.en, transcript])).toEqual([
      ['GLM-4.6', null],
      ['GLM-5', null],
    ])
    const [first, second] = [await askLane(made.id, 0), await askLane(made.id, 1)]
    const shown = comparisonSchema.parse(await get(made.id))
    expect(shown.lanes.map(({ transcript }) => transcript?.conversation.id)).toEqual([
      first.conversationId,
      second.conversationId,
    ])
    expect(shown.lanes[0]?.transcript?.messages).toHaveLength(2)
    expect(await sidebar()).toEqual([])
    const { comparisons } = comparisonListSchema.parse(await read(call(comparisonsRoute.GET, 'GET', person)))
    expect(comparisons).toMatchObject([{ id: made.id, question: 'Which?', names: [{ en: 'GLM-4.6' }, {}] }])
    expect(await refuseLane(made.id, 0)).toEqual([409, 'lane_taken'])
  })

  test('the same id makes one comparison; with another content it is refused', async () => {
    const request = newComparison()
    await Promise.all([1, 2, 3].map(() => read(create(request))))
    expect((await read(call(comparisonsRoute.GET, 'GET', person))).comparisons).toHaveLength(1)
    expect(await refusalOf(create({ ...request, question: 'Other?' }))).toEqual([422, 'send_key_reused'])
  })

  test('two tabs that ask a lane at the same time make one conversation', async () => {
    const { id } = await read(create())
    const answers = await Promise.all(
      [1, 2, 3].map(() => call(runsRoute.POST, 'POST', { ...person, body: laneRun(id, 0) })),
    )
    const texts = await Promise.all(answers.map((answer) => answer.text()))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
    expect(texts.filter((text) => text.includes('lane_taken'))).toHaveLength(2)
  })

  test('a lane that is gone on with stands in the sidebar, and in the comparison as before', async () => {
    const { id } = await read(create())
    const { conversationId } = await askLane(id, 1)
    const body = { conversationId }
    const picked = await read(call(pickRoute.POST, 'POST', { ...person, params: { comparisonId: id }, body }))
    expect(picked.conversation.id).toBe(conversationId)
    await read(call(pickRoute.POST, 'POST', { ...person, params: { comparisonId: id }, body }))
    expect(await sidebar()).toEqual([conversationId])
    const { lanes } = comparisonSchema.parse(await get(id))
    expect(lanes.map(({ isPicked }) => isPicked)).toEqual([false, true])
    expect(lanes[1]?.transcript?.conversation.id).toBe(conversationId)
    expect(await refuseLane(id, 1)).toEqual([409, 'lane_taken'])
    await ask(person.cookie, { target: right, conversationId, action: { kind: 'send', question: 'And?' } })
    await read(call(conversationRoute.DELETE, 'DELETE', { ...person, params: { conversationId } }))
    expect((await get(id)).lanes[1]).toMatchObject({ isPicked: true, transcript: null })
  })

  test('deleting takes its conversations along, but not those that somebody went on with', async () => {
    const { id } = await read(create())
    const [kept, gone] = [await askLane(id, 0), await askLane(id, 1)]
    const { conversationId } = kept
    await read(
      call(pickRoute.POST, 'POST', { ...person, params: { comparisonId: id }, body: { conversationId } }),
    )
    await read(call(comparisonRoute.DELETE, 'DELETE', { ...person, params: { comparisonId: id } }))
    expect(
      await refusalOf(call(comparisonRoute.GET, 'GET', { ...person, params: { comparisonId: id } })),
    ).toEqual([404, 'not_found'])
    expect(await sidebar()).toEqual([conversationId])
    const params = { conversationId: gone.conversationId }
    expect((await call(conversationRoute.GET, 'GET', { ...person, params })).status).toBe(404)
    expect(await refuseLane(id, 1)).toEqual([404, 'not_found'])
    await purgeDeletedComparisons(Date.now() + restorableMs + 1)
    expect(await db().selectFrom('comparisons').select('id').where('id', '=', id).execute()).toEqual([])
  })

  test('what belongs to somebody else is not there', async () => {
    const request = newComparison()
    const { id } = await read(create(request))
    const { conversationId } = await askLane(id, 0)
    const own = person
    person = await newPerson()
    const params = { comparisonId: id }
    const answers = [
      call(comparisonRoute.GET, 'GET', { ...person, params }),
      call(comparisonRoute.DELETE, 'DELETE', { ...person, params }),
      call(pickRoute.POST, 'POST', { ...person, params, body: { conversationId } }),
      create(request),
      call(runsRoute.POST, 'POST', { ...person, body: laneRun(id, 1) }),
    ]
    for (const answer of answers) expect(await refusalOf(answer)).toEqual([404, 'not_found'])
    // Neither can a conversation of somebody else be picked into one's own comparison.
    const mine = await read(create())
    const body = { conversationId }
    expect(
      await refusalOf(call(pickRoute.POST, 'POST', { ...person, params: { comparisonId: mine.id }, body })),
    ).toEqual([404, 'not_found'])
    person = own
    expect((await get(id)).lanes[0].transcript).not.toBeNull()
  })

  test('only a lane’s own conversation is gone on with', async () => {
    const [one, other] = [await read(create()), await read(create())]
    const { conversationId } = await askLane(other.id, 0)
    const params = { comparisonId: one.id }
    const body = { conversationId }
    expect(await refusalOf(call(pickRoute.POST, 'POST', { ...person, params, body }))).toEqual([
      404,
      'not_found',
    ])
    expect((await get(other.id)).lanes[0]).toMatchObject({ isPicked: false })
  })

  test('a lane is of its target, and there are two or three', async () => {
    const { id } = await read(create())
    expect(await refuseLane(id, 0, right)).toEqual([400, 'invalid_request'])
    expect(await refuseLane(id, 2)).toEqual([400, 'invalid_request'])
    const lane = { target: left, settings: null }
    expect(await refusalOf(create(newComparison({ lanes: [lane] })))).toEqual([400, 'invalid_request'])
    expect(await refusalOf(create(newComparison({ question: ' ' })))).toEqual([400, 'question_empty'])
    const unknown = { target: { family: 'agent' as const, id: '42' }, settings: null }
    expect(await refusalOf(create(newComparison({ lanes: [lane, unknown] })))).toEqual([404, 'agent_unknown'])
  })

  function newComparison(part: Partial<CreateComparison> = {}): CreateComparison {
    return {
      id: crypto.randomUUID(),
      question: 'Which?',
      lanes: [
        { target: left, settings: defaultSettings },
        { target: right, settings: null },
      ],
      ...part,
    }
  }

  function create(body: CreateComparison = newComparison()): Promise<Response> {
    return call(comparisonsRoute.POST, 'POST', { ...person, body })
  }

  function get(comparisonId: string): Promise<Json> {
    return read(call(comparisonRoute.GET, 'GET', { ...person, params: { comparisonId } }))
  }

  function laneRun(id: string, lane: number, target = lane === 1 ? right : left) {
    return {
      sendKey: crypto.randomUUID(),
      target,
      conversationId: null,
      action: { kind: 'send' as const, question: 'Which?' },
      comparison: { id, lane },
    }
  }

  function askLane(id: string, lane: number) {
    return ask(person.cookie, laneRun(id, lane))
  }

  function refuseLane(id: string, lane: number, target?: typeof left): Promise<[number, string | undefined]> {
    return refusalOf(call(runsRoute.POST, 'POST', { ...person, body: laneRun(id, lane, target) }))
  }

  async function sidebar(): Promise<string[]> {
    const { conversations } = await read(call(conversationsRoute.GET, 'GET', person))
    return conversations.map(({ id }: Json) => id)
  }
})
