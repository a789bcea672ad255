import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEngine } from '../../server'
import type { RunningEngine } from '../../server'
import { readPath } from '../../testing'
import { complete, deltasOf, stream, textOfBody } from '../testing'

let engine: RunningEngine

beforeAll(async () => {
  engine = await startEngine({ pace: Infinity })
})
afterAll(() => engine.close())

const almanac = (rest: Record<string, unknown> = {}) => ({
  type: 'mcp',
  mcp: { server_label: 'almanac', server_url: engine.mcpServers[0]?.url, ...rest },
})

const mcpCalls = (body: unknown) =>
  (readPath(body, 'choices', 0, 'message', 'tool_calls') as { mcp: Record<string, unknown> }[]).map(
    ({ mcp }) => mcp,
  )

test.each([
  ['streamable-http', ''],
  ['sse', '/sse'],
])('the almanac is asked over %s', async (transport, path) => {
  const tools = [almanac({ transport_type: transport, server_url: `${engine.mcpServers[0]?.url}${path}` })]
  const body = await complete(engine, 'moonlake-chat', 'How deep is Lake Baikal?', { tools })
  expect(mcpCalls(body)).toMatchObject([
    {
      type: 'mcp_list_tools',
      server_label: 'almanac',
      tools: [{ name: 'moon_phase' }, { name: 'lake_facts' }],
    },
    {
      type: 'mcp_call',
      name: 'lake_facts',
      arguments: '{"name":"Lake Baikal"}',
      output: expect.stringContaining('1,642 m'),
    },
  ])
  expect(textOfBody(body)).toContain('1,642 m')
})

test('in a stream the list and the call are deltas of their own', async () => {
  const tools = [almanac()]
  const chunks = await stream(engine, 'moonlake-chat', 'What is the phase of the moon on 2026-09-26?', {
    tools,
  })
  const calls = deltasOf(chunks, 'tool_calls', 0)
  expect(calls).toMatchObject([
    { index: 0, type: 'mcp', mcp: { type: 'mcp_list_tools' } },
    { index: 1, type: 'mcp', mcp: { type: 'mcp_call', arguments: '{"date":"2026-09-26"}' } },
  ])
})

test('only the allowed tools are listed and called', async () => {
  const tools = [almanac({ allowed_tools: ['moon_phase'] })]
  const body = await complete(engine, 'moonlake-chat', 'How deep is Lake Baikal?', { tools })
  expect(mcpCalls(body)).toMatchObject([{ tools: [{ name: 'moon_phase' }] }])
})

test('a tool that fails says why', async () => {
  const question = 'Which phase has the moon on 1500-01-01, I mean the moon phase on that date?'
  const body = await complete(engine, 'moonlake-chat', question, { tools: [almanac()] })
  expect(mcpCalls(body)[1]).toMatchObject({ name: 'moon_phase', error: expect.stringContaining('1500') })
  expect(textOfBody(body)).toContain('did not succeed')
})

test.each([
  ['http://127.0.0.1:9/mcp', /no public address/],
  ['http://localhost:8099/mcp', /no public address/],
  ['http://[::1]:9/mcp', /no public address/],
  ['http://10.0.0.1/mcp', /no public address/],
  ['http://169.254.169.254/mcp', /no public address/],
  ['ftp://example.com/mcp', /http and https/],
  ['not an address', /Invalid URL/],
])('%s is not called, and the answer goes on without it', async (server_url, reason) => {
  const tools = [almanac({ server_url })]
  const body = await complete(engine, 'moonlake-chat', 'How deep is Lake Baikal?', { tools })
  expect(mcpCalls(body)).toMatchObject([{ type: 'mcp_list_tools', error: expect.stringMatching(reason) }])
  expect(textOfBody(body)).toContain('1,642 m')
})
