/** MCP servers that a person lets models use; upstream calls them, not we. Pure; shared by server and browser. */
import * as z from 'zod/mini'

export const mcpTransports = ['streamable-http', 'sse'] as const
export const maxMcpServers = 20

/** As the browser sees one: values of headers never leave the server. */
export const mcpServerSchema = z.object({
  id: z.string(),
  label: z.string(),
  url: z.string(),
  transport: z.enum(mcpTransports),
  /** Empty: all of them. */
  allowedTools: z.array(z.string()),
  /** Names of the headers that are sent along. */
  headerNames: z.array(z.string()),
  /** Comes with the installation and cannot be changed. */
  isOffered: z.boolean(),
})

export const mcpServerListSchema = z.object({ servers: z.array(mcpServerSchema) })

/** `POST /api/mcp-servers` and, whole, `PUT /api/mcp-servers/{id}`. */
export const saveMcpServerSchema = z.object({
  /** What upstream calls it: letters, digits, `-` and `_`. */
  label: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
  url: z.string().check(z.regex(/^https?:\/\/\S{1,2000}$/)),
  transport: z.enum(mcpTransports),
  allowedTools: z.array(z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,128}$/))).check(z.maxLength(64)),
  /** A null value keeps what the server has under that name. */
  headers: z
    .array(
      z.object({
        name: z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/)),
        value: z.nullable(z.string().check(z.regex(/^[^\r\n]{0,4096}$/))),
      }),
    )
    .check(z.maxLength(16)),
})

export type McpServer = z.infer<typeof mcpServerSchema>
export type SaveMcpServer = z.infer<typeof saveMcpServerSchema>
