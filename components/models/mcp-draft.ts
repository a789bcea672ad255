/** An MCP server as it is being written. Pure. */
import { saveMcpServerSchema } from '@/lib/mcp/schema'
import type { McpServer, SaveMcpServer } from '@/lib/mcp/schema'

export type HeaderDraft = {
  /** Tells rows apart while their names change. */
  key: string
  name: string
  value: string
  /** The server keeps a value under this name: an empty field leaves it as it is. */
  isKept: boolean
}

export type McpDraft = {
  label: string
  url: string
  transport: McpServer['transport']
  /** Between commas or blanks. */
  allowedTools: string
  headers: HeaderDraft[]
}

export type McpField = 'label' | 'url' | 'allowedTools' | 'headers'

export function toDraft(server: McpServer | null): McpDraft {
  return {
    label: server?.label ?? '',
    url: server?.url ?? '',
    transport: server?.transport ?? 'streamable-http',
    allowedTools: server?.allowedTools.join(', ') ?? '',
    headers: (server?.headerNames ?? []).map((name) => ({ key: name, name, value: '', isKept: true })),
  }
}

/** What is to be saved, else the fields that cannot be saved as they are. */
export function readDraft(draft: McpDraft): { server: SaveMcpServer } | { problems: Set<McpField> } {
  const result = saveMcpServerSchema.safeParse({
    label: draft.label.trim(),
    url: draft.url.trim(),
    transport: draft.transport,
    allowedTools: draft.allowedTools.split(/[\s,，、;；]+/).filter((name) => name !== ''),
    headers: draft.headers
      .filter(({ name, value }) => name.trim() !== '' || value !== '')
      .map(({ name, value, isKept }) => ({
        name: name.trim(),
        value: isKept && value === '' ? null : value.trim(),
      })),
  })
  if (result.success) return { server: result.data }
  const problems = result.error.issues.map(({ path: [field] }) => fields.find((known) => known === field))
  return { problems: new Set(problems.filter((field) => field !== undefined)) }
}

const fields: readonly McpField[] = ['label', 'url', 'allowedTools', 'headers']
