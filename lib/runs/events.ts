/**
 * The protocol between the server and the browser: what can happen in a run, in our own words.
 *
 * In: nothing. Out: the closed union `RunEvent` and its schema. Upstream families translate into it
 * (`lib/upstream/<family>/translate.ts`), the run log numbers and stores it, `reduceRun` folds it.
 * Pure: no clock, no randomness, no upstream words. Times are epoch milliseconds on the server's clock.
 */
import * as z from 'zod/mini'
import { uploadSchema } from '@/lib/uploads/schema'

const usageRow = z.object({
  /** The node that spent the tokens; null when upstream gives only a total. */
  nodeName: z.nullable(z.string()),
  model: z.nullable(z.string()),
  inputTokens: z.number(),
  outputTokens: z.number(),
  totalTokens: z.number(),
  /** Of the input, what upstream had read before; null when it does not say. */
  cachedTokens: z.optional(z.nullable(z.number())),
  /** Of the output, what was spent on thinking; null when upstream does not say. */
  reasoningTokens: z.optional(z.nullable(z.number())),
})

const webReference = z.object({
  /** Upstream's own label such as `ref_3`; `[3]` in the text is matched by it, never by position. */
  refer: z.nullable(z.string()),
  title: z.string(),
  link: z.nullable(z.string()),
  content: z.string(),
  media: z.nullable(z.string()),
  icon: z.nullable(z.string()),
  /** When the page appeared, in upstream's own words; null or missing when it does not say. */
  published: z.optional(z.nullable(z.string())),
})

const toolInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('function'), parameters: z.string() }),
  z.object({ kind: z.literal('retrieval'), query: z.string() }),
  z.object({ kind: z.literal('web_search'), queries: z.array(z.string()) }),
  /** A tool of an MCP server that upstream calls. `arguments` is JSON as upstream wrote it. */
  z.object({ kind: z.literal('mcp'), server: z.string(), tool: z.string(), arguments: z.string() }),
  /** Upstream asks an MCP server for its tools. */
  z.object({ kind: z.literal('mcp_list'), server: z.string() }),
  /** Source that upstream runs in its sandbox. */
  z.object({ kind: z.literal('code'), code: z.string() }),
  z.object({ kind: z.literal('drawing'), prompt: z.string() }),
  /** A browser's command such as `search("…")`. */
  z.object({ kind: z.literal('browser'), call: z.string() }),
  z.object({ kind: z.literal('unknown'), json: z.string() }),
])

const toolOutput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('function'), output: z.string() }),
  z.object({ kind: z.literal('retrieval'), slices: z.array(z.string()) }),
  z.object({ kind: z.literal('web_search'), references: z.array(webReference) }),
  /** `error` null when the call went well. */
  z.object({ kind: z.literal('mcp'), output: z.string(), error: z.nullable(z.string()) }),
  z.object({
    kind: z.literal('mcp_list'),
    tools: z.array(
      z.object({
        name: z.string(),
        description: z.nullable(z.string()),
        /** JSON schema of its arguments, as text. */
        inputSchema: z.nullable(z.string()),
      }),
    ),
    error: z.nullable(z.string()),
  }),
  /** Pictures that the code drew come as `media` events as well. */
  z.object({ kind: z.literal('code'), logs: z.string(), error: z.nullable(z.string()) }),
  /** Upstream's addresses; the pictures come as `media` events as well. */
  z.object({ kind: z.literal('drawing'), images: z.array(z.string()) }),
  z.object({
    kind: z.literal('browser'),
    references: z.array(webReference),
    error: z.nullable(z.string()),
  }),
  z.object({ kind: z.literal('unknown'), json: z.string() }),
])

/** A piece of an answer that is not running text. */
const answerMedia = z.discriminatedUnion('kind', [
  /** `url` null: announced, still being made. A later `media` event with the same `mediaId` replaces it. */
  z.object({ kind: z.literal('image'), url: z.nullable(z.string()) }),
  z.object({ kind: z.literal('video'), url: z.nullable(z.string()), coverUrl: z.nullable(z.string()) }),
  z.object({ kind: z.literal('audio'), url: z.nullable(z.string()) }),
  /** What a code tool of the agent wrote and made: source, an address of a file, text. */
  z.object({
    kind: z.literal('code'),
    code: z.nullable(z.string()),
    file: z.nullable(z.string()),
    text: z.nullable(z.string()),
  }),
  z.object({
    kind: z.literal('computer'),
    task: z.nullable(z.string()),
    action: z.nullable(z.string()),
    status: z.nullable(z.string()),
    plan: z.nullable(z.string()),
    operation: z.nullable(z.string()),
    level: z.nullable(z.string()),
  }),
  /** A content type that we do not know, kept as JSON. */
  z.object({ kind: z.literal('unknown'), type: z.string(), json: z.string() }),
])

const runQuestion = z.object({
  /** Sent back with the answer so that the workflow goes on. */
  callId: z.string(),
  text: z.string(),
  answerType: z.enum(['option', 'input']),
  options: z.array(z.string()),
})

/** Why a run failed or was interrupted; the sentences live in the messages under `failure.*`. */
export const runFailureCodes = [
  'no_connection',
  'no_answer',
  'stream_cut',
  'stalled',
  'too_long',
  'restart',
  'configuration',
  'gateway',
  'garbage',
  'refused',
  'no_balance',
  'too_many_requests',
  'overloaded',
  'quota',
  'unsafe',
  'not_found',
  'duplicate',
  /** A file could not be read, so upstream was not asked. */
  'files_failed',
  /** The conversation is longer than the model takes. */
  'prompt_too_long',
  /** The key may not do this; `detail` names the permission where that is known. */
  'no_permission',
  'network_error',
  'upstream_error',
  'internal',
] as const

const runFailure = z.object({
  code: z.enum(runFailureCodes),
  /** Upstream's own sentence, shown as text; null when it gave none. */
  detail: z.nullable(z.string()),
  /** Upstream's own code, shown in small print. */
  upstreamCode: z.nullable(z.string()),
})

export const noticeCodes = [
  'length',
  'sensitive',
  'network_error',
  'malformed_lines',
  'text_limit',
  'event_limit',
  'empty_answer',
  'waiting_to_retry',
  /** Upstream's filter found something in the question, the answer or the history; `count` is its level, 0 the worst. */
  'filtered_question',
  'filtered_answer',
  'filtered_history',
  /** The answer ends because the model's memory is full. */
  'context_full',
  /** The model thought and said nothing. */
  'only_reasoning',
  /** Upstream ended for a reason that we do not know; `detail` is its word. */
  'unknown_finish',
  /** The model asked for functions more often than is allowed; `count` is how often that is. */
  'tool_rounds',
] as const

/** `done` and the three others are terminal; a run has exactly one of them, once. */
export const runOutcomes = ['done', 'stopped', 'interrupted', 'failed'] as const

export const runEventSchema = z.discriminatedUnion('type', [
  /** Always the first event of a run. */
  z.object({
    type: z.literal('run-start'),
    runId: z.string(),
    conversationId: z.string(),
    userMessageId: z.string(),
    answerMessageId: z.string(),
    at: z.number(),
  }),
  /** Files are still being read by upstream, or could not be: the question goes out when all are ready. */
  z.object({ type: z.literal('files'), files: z.array(uploadSchema) }),
  /** Upstream has answered the request with its head: the wait for the first token begins. */
  z.object({ type: z.literal('upstream-start'), at: z.number() }),
  z.object({
    type: z.literal('upstream-ids'),
    requestId: z.nullable(z.string()),
    conversationId: z.nullable(z.string()),
  }),
  z.object({ type: z.literal('text-delta'), text: z.string() }),
  z.object({ type: z.literal('reasoning-delta'), text: z.string(), at: z.number() }),
  z.object({ type: z.literal('media'), mediaId: z.string(), media: answerMedia }),
  z.object({ type: z.literal('question'), question: runQuestion }),
  z.object({
    type: z.literal('node-start'),
    nodeId: z.string(),
    name: z.string(),
    input: z.nullable(z.string()),
    at: z.number(),
  }),
  z.object({
    type: z.literal('node-end'),
    nodeId: z.string(),
    name: z.string(),
    output: z.nullable(z.string()),
    at: z.number(),
  }),
  z.object({
    type: z.literal('tool-start'),
    nodeId: z.string(),
    nodeName: z.string(),
    /** The function's name, or the kind for retrieval and web search. */
    name: z.string(),
    input: toolInput,
    at: z.number(),
  }),
  z.object({
    type: z.literal('tool-end'),
    nodeId: z.string(),
    nodeName: z.string(),
    name: z.string(),
    /** Some upstreams repeat the input at the end, which is all there is when the start was lost. */
    input: z.nullable(toolInput),
    output: toolOutput,
    at: z.number(),
  }),
  z.object({
    type: z.literal('loop-progress'),
    nodeId: z.string(),
    nodeName: z.string(),
    currentRound: z.number(),
    totalRounds: z.nullable(z.number()),
    status: z.enum(['processing', 'finished']),
    finishReason: z.nullable(z.string()),
    at: z.number(),
  }),
  /** An event type that we do not know: a neutral row with its JSON. */
  z.object({
    type: z.literal('unknown-step'),
    nodeId: z.string(),
    name: z.string(),
    kind: z.string(),
    json: z.string(),
    at: z.number(),
  }),
  z.object({ type: z.literal('usage'), rows: z.array(usageRow) }),
  z.object({
    type: z.literal('notice'),
    code: z.enum(noticeCodes),
    count: z.nullable(z.number()),
    /** Upstream's own word, where there is one. */
    detail: z.optional(z.nullable(z.string())),
  }),
  /** What upstream attached to the answer without a meaning that we know, as JSON. */
  z.object({ type: z.literal('metadata'), json: z.string() }),
  /** The text so far is withdrawn (unsafe content). */
  z.object({ type: z.literal('answer-retracted') }),
  /** The failure of a run; `run-end` follows. The first one wins. */
  z.object({ type: z.literal('run-error'), failure: runFailure }),
  /** Always the last event of a run. */
  z.object({ type: z.literal('run-end'), outcome: z.enum(runOutcomes), at: z.number() }),
])

export type RunEvent = z.infer<typeof runEventSchema>
export type RunEventOf<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>
export type RunOutcome = (typeof runOutcomes)[number]
export type RunFailure = z.infer<typeof runFailure>
export type RunFailureCode = (typeof runFailureCodes)[number]
export type RunQuestion = z.infer<typeof runQuestion>
export type NoticeCode = (typeof noticeCodes)[number]
export type AnswerMedia = z.infer<typeof answerMedia>
export type ToolInput = z.infer<typeof toolInput>
export type ToolOutput = z.infer<typeof toolOutput>
export type WebReference = z.infer<typeof webReference>
export type UsageRow = z.infer<typeof usageRow>

export const runPartsSchemas = { answerMedia, runQuestion, runFailure, toolInput, toolOutput, usageRow }
