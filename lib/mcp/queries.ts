import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/client'
import type { McpServerRow } from '@/lib/db/schema'
import type { McpTool } from '@/lib/upstream/models/completion'
import { offeredMcpServers } from './offered'
import type { McpServer } from './schema'

const stored = z.object({
  allowed_tools: z.string().transform(fromJson).pipe(z.array(z.string())),
  headers: z.string().transform(fromJson).pipe(z.record(z.string(), z.string())),
})

/** The servers that come with the installation, then the person's own, oldest first; values of headers stay here. */
export async function listMcpServers(userId: string): Promise<McpServer[]> {
  return [...offeredMcpServers(), ...(await findRows(userId)).map(toMcpServer)]
}

/** What models are told of the chosen servers; ids that are not this person's are left out. */
export async function findMcpTools(userId: string, ids: readonly string[]): Promise<McpTool[]> {
  if (ids.length === 0) return []
  const offered = offeredMcpServers().map(({ id, label, url, transport, allowedTools }) => ({
    id,
    tool: { label, url, transport, allowedTools, headers: {} },
  }))
  const own = (await findRows(userId)).map((row) => {
    const { allowed_tools, headers } = stored.parse(row)
    const { id, label, url, transport } = row
    return { id, tool: { label, url, transport, allowedTools: allowed_tools, headers } }
  })
  const known = new Map([...offered, ...own].map(({ id, tool }) => [id, tool]))
  return [...new Set(ids)].flatMap((id) => known.get(id) ?? [])
}

export function toMcpServer(row: McpServerRow): McpServer {
  const { allowed_tools, headers } = stored.parse(row)
  return {
    id: row.id,
    label: row.label,
    url: row.url,
    transport: row.transport,
    allowedTools: allowed_tools,
    headerNames: Object.keys(headers),
    isOffered: false,
  }
}

/** The values of a row's headers, by name. */
export function headersOf(row: McpServerRow): Record<string, string> {
  return stored.parse(row).headers
}

function findRows(userId: string): Promise<McpServerRow[]> {
  return db().selectFrom('mcp_servers').selectAll().where('user_id', '=', userId).orderBy('id').execute()
}

function fromJson(text: string): unknown {
  return JSON.parse(text)
}
