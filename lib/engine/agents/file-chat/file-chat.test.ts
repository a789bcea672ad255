import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerText } from '@/lib/runs/run'
import { appIds } from '../../catalogue'
import { encodePng } from '../../media/png'
import { startEngine } from '../../server'
import type { RunningEngine } from '../../server'
import { askWith, post, readPath, untilParsed, uploadTo } from '../../testing'

let engine: RunningEngine
let conversations = 9_000

const notes = Buffer.from(
  '# Boat house\n\nThe boat house opens at seven in the morning. The key hangs behind the blue door.\n\n# Prices\n\nA rowing boat costs 12 euros an hour. A sailing boat costs 40 euros an hour.\n',
)

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

async function converse(appId: string, files: [name: string, type: string, bytes: Buffer][]) {
  conversations += 1
  const conversation_id = String(conversations)
  const ids: string[] = []
  for (const [name, file_type, bytes] of files)
    ids.push(await uploadTo(engine, { app_id: appId, conversation_id, file_type }, name, bytes))
  await untilParsed(engine, appId, ids)
  const say = (value: string, more: { type: string; value: string }[] = []) =>
    askWith(engine, appId, [{ type: 'input', value }, ...more], { conversation_id })
  return { ids, say }
}

test('a question is answered from the files of its conversation, also later ones', async () => {
  const { say } = await converse(appIds.fileChat, [['notes.md', '2', notes]])
  const first = await say('What does a rowing boat cost?')
  expect(answerText(first)).toContain('12 euros')
  const retrieval = first.steps.find(({ tools }) => tools.length > 0)
  const slices = await post(engine, '/v2/application/slice_info', {
    request_id: first.upstreamRequestId,
    node_id: retrieval?.nodeId,
  })
  expect(readPath(await slices.json(), 'data', 'document_slices', 0, 'document', 'name')).toBe('notes.md')
  expect(answerText(await say('Where is the key?'))).toContain('behind the blue door')
  expect(answerText(await say('Who invented the telescope?'))).toContain('I found nothing about that')
})

test('the files of another conversation stay there', async () => {
  await converse(appIds.fileChat, [['notes.md', '2', notes]])
  const { say } = await converse(appIds.fileChat, [])
  expect(answerText(await say('What does a rowing boat cost?'))).toContain(
    'Drop files into this conversation',
  )
})

test('a picture is measured, and nothing is claimed about what it shows', async () => {
  const png = await encodePng({ width: 30, height: 20, rgb: new Uint8Array(30 * 20 * 3).fill(200) })
  const { say, ids } = await converse(appIds.fileChat, [['grey.png', '4', png]])
  const answer = answerText(await say('What is this?', [{ type: 'upload_image', value: ids[0] ?? '' }]))
  expect(answer).toMatch(/grey\.png.*30 × 20.*`#c8c8c8`/)
  expect(answer).toContain('I can only measure')
})

test('an id that nobody uploaded is named', async () => {
  const { say } = await converse(appIds.fileChat, [])
  expect(
    answerText(await say('and this?', [{ type: 'upload_file', value: '1936000000000000077' }])),
  ).toContain('no file has this id')
})

test('the knowledge guide reads what is attached first and its library after that', async () => {
  const { say } = await converse(appIds.knowledgeGuide, [['notes.md', '2', notes]])
  expect(answerText(await say('What does a rowing boat cost?'))).toContain('12 euros')
  expect(answerText(await say('Which lake is the deepest?'))).toContain('Lake Baikal')
})
