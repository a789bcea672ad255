import { expect, test } from 'vitest'
import { openUpstream, startServer } from '../testing'
import { createAgentClient } from './client'

async function connect(status: number, body: unknown) {
  const server = await startServer((response) => response.writeHead(status).end(JSON.stringify(body)))
  return { server, client: createAgentClient(openUpstream(server.baseUrl).upstream) }
}

const root = '/api/llm-application/open'

test('places of an answer are asked for by its request and node', async () => {
  const { client, server } = await connect(200, { code: 200, data: { document_slices: [] } })
  expect(await client.getSliceInfo('aB3_x-9', '1729')).toEqual({ documents: [], hasOldDocument: false })
  expect(server.received).toMatchObject([
    {
      method: 'POST',
      path: `${root}/v2/application/slice_info`,
      body: { request_id: 'aB3_x-9', node_id: '1729' },
    },
  ])
})

test('places are asked for three times, a new index only once', async () => {
  const { client, server } = await connect(500, { code: 500, message: 'oops' })
  await expect(client.getSliceInfo('r', 'n')).rejects.toMatchObject({ failure: { code: 'upstream_error' } })
  expect(server.received).toHaveLength(3)
  await expect(client.reindexDocument('7')).rejects.toMatchObject({ failure: { detail: 'oops' } })
  expect(server.received).toHaveLength(4)
})

test('a document is indexed again', async () => {
  const { client, server } = await connect(200, { code: 200, message: '请求成功' })
  await client.reindexDocument('171128203689965971')
  expect(server.received).toMatchObject([
    { method: 'POST', path: `${root}/document/embedding/171128203689965971` },
  ])
})

test.each([
  [{ embedding_stat: 0 }, { status: 'running', code: null, detail: null }],
  [{ embeddingStat: '1' }, { status: 'done', code: null, detail: null }],
  [
    { embedding_stat: 2, failInfo: { embedding_code: 10002, embedding_msg: '知识空间不足' } },
    { status: 'failed', code: '10002', detail: '知识空间不足' },
  ],
])('the state %o', async (data, state) => {
  const { client, server } = await connect(200, { code: 200, data })
  expect(await client.getIndexState('7')).toEqual(state)
  expect(server.received).toMatchObject([{ method: 'GET', path: `${root}/document/7` }])
})

test('a state that nobody can read is no state', async () => {
  const { client } = await connect(200, { code: 200, data: { embedding_stat: 9 } })
  await expect(client.getIndexState('7')).rejects.toMatchObject({ failure: { code: 'garbage' } })
})
