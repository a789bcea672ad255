import 'server-only'
import { db } from '@/lib/db/client'
import type { McpServerRow } from '@/lib/db/schema'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { offeredMcpServers } from './offered'
import { headersOf, listMcpServers, toMcpServer } from './queries'
import { maxMcpServers } from './schema'
import type { McpServer, SaveMcpServer } from './schema'

/** @throws AppError `too_many_mcp_servers`, `mcp_label_taken`, `invalid_request` for a header without a value */
export async function createMcpServer(userId: string, server: SaveMcpServer): Promise<McpServer> {
  const others = await listMcpServers(userId)
  if (others.filter(({ isOffered }) => !isOffered).length >= maxMcpServers) {
    throw new AppError('too_many_mcp_servers')
  }
  refuseTakenLabel(others, server.label)
  const row: McpServerRow = {
    id: newId(),
    user_id: userId,
    ...columnsOf(server, {}),
    created_at: Date.now(),
  }
  await db().insertInto('mcp_servers').values(row).execute()
  return toMcpServer(row)
}

/** The whole server anew; a header without a value keeps what is stored. @throws AppError `not_found` and as above */
export async function changeMcpServer(userId: string, id: string, server: SaveMcpServer): Promise<McpServer> {
  const row = await getOwn(userId, id)
  refuseTakenLabel(
    (await listMcpServers(userId)).filter((other) => other.id !== id),
    server.label,
  )
  const columns = columnsOf(server, headersOf(row))
  await db().updateTable('mcp_servers').set(columns).where('id', '=', id).execute()
  return toMcpServer({ ...row, ...columns })
}

/** @throws AppError `not_found`, also for one that comes with the installation */
export async function deleteMcpServer(userId: string, id: string): Promise<void> {
  await getOwn(userId, id)
  await db().deleteFrom('mcp_servers').where('id', '=', id).execute()
}

async function getOwn(userId: string, id: string): Promise<McpServerRow> {
  if (offeredMcpServers().some((offered) => offered.id === id)) throw new AppError('not_found')
  const row = await db()
    .selectFrom('mcp_servers')
    .selectAll()
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return row
}

/** Upstream tells servers apart by their labels. */
function refuseTakenLabel(others: McpServer[], label: string): void {
  if (others.some((other) => other.label === label)) throw new AppError('mcp_label_taken')
}

function columnsOf(
  { label, url, transport, allowedTools, headers }: SaveMcpServer,
  before: Record<string, string>,
): Pick<McpServerRow, 'label' | 'url' | 'transport' | 'allowed_tools' | 'headers'> {
  const kept = headers.map(({ name, value }) => [name, value ?? before[name]])
  if (kept.some(([, value]) => value === undefined) || !URL.canParse(url)) {
    throw new AppError('invalid_request')
  }
  return {
    label,
    url,
    transport,
    allowed_tools: JSON.stringify(allowedTools),
    headers: JSON.stringify(Object.fromEntries(kept)),
  }
}
