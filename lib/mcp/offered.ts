import 'server-only'
import { processState } from '@/lib/process-state'
import type { McpServer } from './schema'

/** An MCP server that comes with the installation. */
export type OfferedMcpServer = { label: string; url: string; transport?: McpServer['transport'] }

const offered = processState<{ servers: McpServer[] }>('offered-mcp-servers', () => ({ servers: [] }))

/** Said once at start. */
export function offerMcpServers(servers: readonly OfferedMcpServer[]): void {
  offered().servers = servers.map(({ label, url, transport = 'streamable-http' }) => ({
    id: `offered-${label}`,
    label,
    url,
    transport,
    allowedTools: [],
    headerNames: [],
    isOffered: true,
  }))
}

export function offeredMcpServers(): McpServer[] {
  return offered().servers
}
