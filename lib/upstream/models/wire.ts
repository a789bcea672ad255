/**
 * The words of chat completions, as `paas/v4/chat/completions`, the on-premises platform and every compatible server
 * speak them. Here is what we send to BigModel (strict, its documented ranges) and what comes back from any of them
 * (tolerant: only what we use, odd fields null). Formats: seed 001, api-facts §4 and D24 to D38. Answers must be read by
 * `parseJson`, which keeps long ids exact. Pure.
 */
import * as z from 'zod'
import { anything, loose, looseList, looseNumber, looseText } from '../loose'
import { tokenUsageSchema } from '../token-usage'

/* What we send. */

const textPartSchema = z.strictObject({ type: z.literal('text'), text: z.string() })
const addressSchema = z.strictObject({ url: z.string().min(1) })

export const contentPartSchema = z.discriminatedUnion('type', [
  textPartSchema,
  /** An address, or bare base64 without `data:`. */
  z.strictObject({ type: z.literal('image_url'), image_url: addressSchema }),
  z.strictObject({ type: z.literal('video_url'), video_url: addressSchema }),
  /** An address only; not beside pictures and videos. */
  z.strictObject({ type: z.literal('file_url'), file_url: addressSchema }),
  z.strictObject({
    type: z.literal('input_audio'),
    input_audio: z.strictObject({ data: z.string().min(1), format: z.enum(['wav', 'mp3']) }),
  }),
])

const calledFunctionSchema = z.strictObject({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.strictObject({ name: z.string().min(1), arguments: z.string() }),
})

export const requestMessageSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: z.string() }),
  z.strictObject({
    role: z.literal('user'),
    content: z.union([z.string(), z.array(contentPartSchema).min(1)]),
  }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z.string().nullable(),
    tool_calls: z.array(calledFunctionSchema).min(1).optional(),
    audio: z.strictObject({ id: z.string() }).optional(),
  }),
  z.strictObject({ role: z.literal('tool'), tool_call_id: z.string(), content: z.string() }),
])

export const functionToolSchema = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    description: z.string(),
    parameters: z.record(z.string(), z.unknown()),
  }),
})

export const requestToolSchema = z.discriminatedUnion('type', [
  functionToolSchema,
  z.strictObject({
    type: z.literal('web_search'),
    web_search: z.strictObject({
      enable: z.boolean(),
      search_engine: z.enum(['search_std', 'search_pro', 'search_pro_sogou', 'search_pro_quark']),
      count: z.int().min(1).max(50).optional(),
      search_domain_filter: z.string().min(1).optional(),
      search_recency_filter: z.enum(['oneDay', 'oneWeek', 'oneMonth', 'oneYear', 'noLimit']).optional(),
      content_size: z.enum(['medium', 'high']).optional(),
      result_sequence: z.enum(['before', 'after']).optional(),
      /** False keeps the pages from us. */
      search_result: z.boolean().optional(),
    }),
  }),
  z.strictObject({
    type: z.literal('mcp'),
    mcp: z.strictObject({
      server_label: z.string().min(1),
      server_url: z.string().min(1),
      transport_type: z.enum(['sse', 'streamable-http']),
      allowed_tools: z.array(z.string()).optional(),
      headers: z.record(z.string(), z.string()).optional(),
    }),
  }),
  z.strictObject({
    type: z.literal('code_interpreter'),
    code_interpreter: z.strictObject({ sandbox: z.enum(['auto', 'none']) }),
  }),
  z.strictObject({ type: z.literal('drawing_tool') }),
  z.strictObject({
    type: z.literal('web_browser'),
    web_browser: z.strictObject({ browser: z.enum(['auto', 'none']) }),
  }),
])

/** `POST /paas/v4/chat/completions`. Upstream's defaults: `stream` false, `thinking` enabled, `do_sample` true. */
export const chatRequestSchema = z.strictObject({
  model: z.string().min(1),
  messages: z.array(requestMessageSchema).min(1),
  stream: z.boolean(),
  request_id: z.string().min(6).max(64).optional(),
  user_id: z.string().min(6).max(128).optional(),
  thinking: z.strictObject({ type: z.enum(['enabled', 'disabled']) }).optional(),
  do_sample: z.boolean().optional(),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().min(0.01).max(1).optional(),
  max_tokens: z.int().min(1).max(131_072).optional(),
  stop: z.array(z.string().min(1)).length(1).optional(),
  response_format: z.strictObject({ type: z.enum(['text', 'json_object']) }).optional(),
  tools: z.array(requestToolSchema).min(1).max(128).optional(),
  tool_choice: z.literal('auto').optional(),
  tool_stream: z.boolean().optional(),
})

/* What comes back. */

/** `GET …/models`: OpenAI's list, or a bare one. */
export const modelListSchema = z.object({ data: looseList(z.object({ id: looseText })) })

const mcpSchema = z.object({
  id: looseText,
  /** `mcp_list_tools` or `mcp_call`. */
  type: looseText,
  server_label: looseText,
  name: looseText,
  error: anything,
  tools: looseList(
    z.object({ name: looseText, description: looseText, input_schema: anything, inputSchema: anything }),
  ),
  arguments: anything,
  output: anything,
})

export const toolCallSchema = z.looseObject({
  index: looseNumber,
  id: looseText,
  /** `function`, `mcp`; of AllTools also `code_interpreter`, `drawing_tool`, `web_browser`. */
  type: looseText,
  /** `arguments`: JSON text, in pieces or whole, or the object (D24). `outputs` when upstream ran it. */
  function: loose(z.object({ name: looseText, arguments: anything, outputs: anything, output: anything })),
  mcp: loose(mcpSchema),
})

const messageSchema = z.object({
  role: looseText,
  /** Text, parts, one part, or null (D36: text may hold `<think>`). */
  content: anything,
  reasoning_content: looseText,
  reasoningContent: looseText,
  reasoning: looseText,
  audio: loose(z.object({ id: looseText, data: looseText, expires_at: looseText })),
  tool_calls: looseList(toolCallSchema),
  /** Beside the choices as a rule; also met here (D37). */
  web_search: looseList(z.record(z.string(), z.unknown())),
  metadata: anything,
})

const choiceSchema = z.object({
  finish_reason: looseText,
  /** Of a chunk; the on-premises platform may send `message` there too. */
  delta: loose(messageSchema),
  message: loose(messageSchema),
  web_search: looseList(z.record(z.string(), z.unknown())),
})

const plainChunkSchema = z.object({
  id: looseText,
  request_id: looseText,
  model: looseText,
  /** AllTools: `in_progress`, `requires_action`, `completed`, `failed`; of a framework's error body a number. */
  status: anything,
  last_error: anything,
  choices: looseList(choiceSchema),
  usage: loose(tokenUsageSchema),
  web_search: looseList(z.record(z.string(), z.unknown())),
  video_result: looseList(z.object({ url: looseText, cover_image_url: looseText })),
  content_filter: looseList(z.object({ role: looseText, level: looseNumber })),
  metadata: anything,
  /** The error envelopes of D32 come in place of a chunk, under any status. */
  error: anything,
  code: looseText,
  message: anything,
  msg: looseText,
})

/** The on-premises platform may put its envelope around an answer, or around each chunk. */
export const chatChunkSchema = z.preprocess((body) => {
  const data = z.object({ data: z.looseObject({ choices: z.array(z.unknown()) }) }).safeParse(body).data?.data
  return data ?? body
}, plainChunkSchema)

export type ChatRequest = z.input<typeof chatRequestSchema>
export type RequestMessage = z.input<typeof requestMessageSchema>
export type ContentPart = z.input<typeof contentPartSchema>
export type RequestTool = z.input<typeof requestToolSchema>
export type ChatChunk = z.output<typeof chatChunkSchema>
export type WireChoice = z.output<typeof choiceSchema>
export type WireMessage = z.output<typeof messageSchema>
export type WireToolCall = z.output<typeof toolCallSchema>
export type WireMcp = z.output<typeof mcpSchema>
