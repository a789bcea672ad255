/** What `paas/v4/chat/completions` takes (api-facts §4.1): its form, its ranges, and the codes that refuse the rest. */
import * as z from 'zod'

export type Refusal = { code: string; message: string }

/** Official samples write booleans as words (D38). */
const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })])

const textPart = z.object({ type: z.literal('text'), text: z.string() })
const addressed = z.object({ url: z.string().min(1) })
const contentPart = z.discriminatedUnion('type', [
  textPart,
  z.object({ type: z.literal('image_url'), image_url: addressed }),
  z.object({ type: z.literal('video_url'), video_url: addressed }),
  z.object({ type: z.literal('file_url'), file_url: addressed }),
  z.object({
    type: z.literal('input_audio'),
    input_audio: z.object({ data: z.string().min(1), format: z.enum(['wav', 'mp3']) }),
  }),
])

const toolCall = z.object({
  id: z.string().nullish(),
  type: z.string().nullish(),
  function: z.object({ name: z.string(), arguments: z.unknown() }).nullish(),
})

const message = z.discriminatedUnion('role', [
  z.object({ role: z.literal('system'), content: z.union([z.string(), z.array(textPart)]) }),
  z.object({ role: z.literal('user'), content: z.union([z.string(), z.array(contentPart).min(1)]) }),
  z.object({
    role: z.literal('assistant'),
    content: z.union([z.string(), z.array(textPart)]).nullish(),
    reasoning_content: z.string().nullish(),
    tool_calls: z.array(toolCall).nullish(),
    audio: z.object({ id: z.string() }).nullish(),
  }),
  z.object({
    role: z.literal('tool'),
    content: z.union([z.string(), z.array(textPart)]),
    tool_call_id: z.string(),
  }),
])

const functionTool = z.object({
  type: z.literal('function'),
  function: z.object({
    name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    description: z.string(),
    parameters: z.record(z.string(), z.unknown()),
  }),
})
const searchTool = z.object({
  type: z.literal('web_search'),
  web_search: z.object({
    search_engine: z.enum(['search_std', 'search_pro', 'search_pro_sogou', 'search_pro_quark']),
    enable: flag.optional(),
    search_query: z.string().optional(),
    search_intent: flag.optional(),
    count: z.int().min(1).max(50).optional(),
    search_domain_filter: z.string().optional(),
    search_recency_filter: z.enum(['oneDay', 'oneWeek', 'oneMonth', 'oneYear', 'noLimit']).optional(),
    content_size: z.enum(['medium', 'high']).optional(),
    result_sequence: z.enum(['before', 'after']).optional(),
    search_result: flag.optional(),
    require_search: flag.optional(),
    search_prompt: z.string().optional(),
  }),
})
const mcpTool = z.object({
  type: z.literal('mcp'),
  mcp: z.object({
    server_label: z.string().min(1),
    server_url: z.string().optional(),
    transport_type: z.enum(['sse', 'streamable-http']).optional(),
    allowed_tools: z.array(z.string()).optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
})
const retrievalTool = z.object({
  type: z.literal('retrieval'),
  retrieval: z.object({ knowledge_id: z.string(), prompt_template: z.string().optional() }),
})
/** Of AllTools. */
const builtInTools = [
  z.object({
    type: z.literal('code_interpreter'),
    code_interpreter: z
      .object({ sandbox: z.enum(['auto', 'none']).optional(), file_ids: z.array(z.string()).optional() })
      .optional(),
  }),
  z.object({ type: z.literal('drawing_tool'), drawing_tool: z.unknown().optional() }),
  z.object({
    type: z.literal('web_browser'),
    web_browser: z.object({ browser: z.enum(['auto', 'none']).optional() }).optional(),
  }),
] as const

const requestSchema = z.object({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  thinking: z
    .object({ type: z.enum(['enabled', 'disabled']), clear_thinking: z.boolean().optional() })
    .nullish(),
  reasoning_effort: z.string().nullish(),
  do_sample: z.boolean().nullish(),
  temperature: z.number().min(0).max(1).nullish(),
  top_p: z.number().min(0.01).max(1).nullish(),
  max_tokens: z.int().min(1).max(131_072).nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(1)]).nullish(),
  tools: z
    .array(z.discriminatedUnion('type', [functionTool, searchTool, mcpTool, retrievalTool, ...builtInTools]))
    .max(128)
    .nullish(),
  tool_choice: z.literal('auto').nullish(),
  tool_stream: flag.nullish(),
  response_format: z.object({ type: z.enum(['text', 'json_object']) }).nullish(),
  request_id: z.string().min(6).max(64).nullish(),
  user_id: z.string().min(6).max(128).nullish(),
  watermark_enabled: z.boolean().nullish(),
})

export type ChatRequest = z.infer<typeof requestSchema>
export type ChatMessage = ChatRequest['messages'][number]
export type ContentPart = z.infer<typeof contentPart>
export type FunctionTool = z.infer<typeof functionTool>['function']
export type SearchTool = z.infer<typeof searchTool>['web_search']
export type McpTool = z.infer<typeof mcpTool>['mcp']

/** Names of what is refused as illegal (1214) rather than as unknown or wrong (1210). */
const ranged = new Set(['messages', 'temperature', 'top_p', 'max_tokens', 'request_id', 'user_id'])

export function readChatRequest(body: unknown): ChatRequest | Refusal {
  const parsed = requestSchema.safeParse(body)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const path = issue?.path.join('.') ?? ''
    if (issue && path !== '' && !hasPath(body, issue.path))
      return { code: '1213', message: `未正常接收到${path}参数。` }
    const code = ranged.has(String(issue?.path[0])) ? '1214' : '1210'
    const lead = code === '1214' ? `${path} 参数非法` : `API 调用参数有误，请检查文档：${path}`
    return { code, message: `${lead}（${issue?.message ?? ''}）。` }
  }
  return refuseCombination(parsed.data) ?? parsed.data
}

export function isRefusal(read: ChatRequest | Refusal): read is Refusal {
  return 'code' in read
}

function refuseCombination({ messages }: ChatRequest): Refusal | null {
  if (messages.every(({ role }) => role === 'system' || role === 'assistant'))
    return { code: '1214', message: 'messages 参数非法：不能只有 system 和 assistant。' }
  for (const { content } of messages) {
    if (!Array.isArray(content)) continue
    const types = new Set<string>(content.map(({ type }) => type))
    if (types.has('file_url') && (types.has('image_url') || types.has('video_url')))
      return { code: '1215', message: 'file_url 与 image_url、video_url 不能同时传入。' }
  }
  return null
}

function hasPath(body: unknown, path: PropertyKey[]): boolean {
  let at = body
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false
    at = (at as Record<PropertyKey, unknown>)[key]
  }
  return true
}
