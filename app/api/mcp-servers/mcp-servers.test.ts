import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { describeOnEveryDatabase } from '@/lib/db/testing'
import { newPerson } from '@/lib/media/testing'
import { offerMcpServers } from '@/lib/mcp/offered'
import { findMcpTools } from '@/lib/mcp/queries'
import { maxMcpServers, mcpServerListSchema } from '@/lib/mcp/schema'
import type { SaveMcpServer } from '@/lib/mcp/schema'
import { call, read, refusalOf } from '@/lib/targets/testing'
import type { Json } from '@/lib/targets/testing'
import * as serverRoute from './[serverId]/route'
import * as serversRoute from './route'

const shop: SaveMcpServer = {
  label: 'shop',
  url: 'https://mcp.example.org/mcp',
  transport: 'streamable-http',
  allowedTools: ['find'],
  headers: [
    { name: 'Authorization', value: 'Bearer very-secret' },
    { name: 'X-Shop', value: '7' },
  ],
}

describeOnEveryDatabase('MCP servers', () => {
  let person: { id: string; cookie: string }

  beforeAll(() => offerMcpServers([{ label: 'almanac', url: 'http://127.0.0.1:1/mcp' }]))
  beforeAll(async () => {
    person = await newPerson()
  })

  test('are kept whole; what a header holds leaves the server only to upstream', async () => {
    const { server } = await read(create(shop))
    expect(server).toMatchObject({
      label: 'shop',
      headerNames: ['Authorization', 'X-Shop'],
      isOffered: false,
    })
    const list = await read(call(serversRoute.GET, 'GET', person))
    expect(mcpServerListSchema.parse(list).servers.map(({ label }) => label)).toEqual(['almanac', 'shop'])
    expect(JSON.stringify([server, list])).not.toContain('very-secret')

    const changed = await read(
      change(server.id, {
        ...shop,
        label: 'shop-2',
        headers: [
          { name: 'Authorization', value: null },
          { name: 'X-New', value: 'new' },
        ],
      }),
    )
    expect(changed.server.headerNames).toEqual(['Authorization', 'X-New'])
    expect(await findMcpTools(person.id, [server.id])).toEqual([
      {
        label: 'shop-2',
        url: shop.url,
        transport: 'streamable-http',
        allowedTools: ['find'],
        headers: { Authorization: 'Bearer very-secret', 'X-New': 'new' },
      },
    ])
    await read(call(serverRoute.DELETE, 'DELETE', { ...person, params: { serverId: server.id } }))
    expect(await findMcpTools(person.id, [server.id])).toEqual([])
  })

  test('those of the installation may be used by all and changed by nobody', async () => {
    expect(await findMcpTools(person.id, ['offered-almanac'])).toMatchObject([{ label: 'almanac' }])
    expect(await refusalOf(change('offered-almanac', shop))).toEqual([404, 'not_found'])
    const params = { serverId: 'offered-almanac' }
    expect(await refusalOf(call(serverRoute.DELETE, 'DELETE', { ...person, params }))).toEqual([
      404,
      'not_found',
    ])
    expect(await refusalOf(create({ ...shop, label: 'almanac' }))).toEqual([409, 'mcp_label_taken'])
  })

  test('those of others are not there', async () => {
    const { server } = await read(create({ ...shop, label: 'mine' }))
    const own = person
    person = await newPerson()
    expect(await refusalOf(change(server.id, shop))).toEqual([404, 'not_found'])
    const params = { serverId: server.id }
    expect(await refusalOf(call(serverRoute.DELETE, 'DELETE', { ...person, params }))).toEqual([
      404,
      'not_found',
    ])
    expect(await findMcpTools(person.id, [server.id])).toEqual([])
    expect((await read(call(serversRoute.GET, 'GET', person))).servers).toHaveLength(1)
    // The label is another person's.
    await read(create({ ...shop, label: 'mine' }))
    person = own
    expect(await findMcpTools(person.id, [server.id])).toHaveLength(1)
  })

  test.each<Partial<SaveMcpServer>>([
    { url: 'ftp://mcp.example.org' },
    { url: 'http://[broken' },
    { label: 'two words' },
    { headers: [{ name: 'X-A', value: 'a\r\nX-B: b' }] },
    { headers: [{ name: 'X-Never-Given', value: null }] },
  ])('%o is refused', async (part) => {
    expect(await refusalOf(create({ ...shop, label: 'other', ...part }))).toEqual([400, 'invalid_request'])
  })

  test('there is a most', async () => {
    person = await newPerson()
    for (let count = 0; count < maxMcpServers; count++) await read(create({ ...shop, label: `s${count}` }))
    expect(await refusalOf(create(shop))).toEqual([409, 'too_many_mcp_servers'])
    expect(
      await db().selectFrom('mcp_servers').select('id').where('user_id', '=', person.id).execute(),
    ).toHaveLength(maxMcpServers)
  })

  function create(body: SaveMcpServer): Promise<Response> {
    return call(serversRoute.POST, 'POST', { ...person, body })
  }

  function change(serverId: string, body: SaveMcpServer): Promise<Json> {
    return call(serverRoute.PUT, 'PUT', { ...person, params: { serverId }, body })
  }
})
