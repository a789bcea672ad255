/**
 * `Run`: what a run looks like to a person at one moment. Folded from events by `reduceRun`; stored with the
 * message when it ends; sent as a snapshot to whoever attaches. Pure.
 */
import * as z from 'zod/mini'
import { uploadSchema } from '@/lib/uploads/schema'
import { noticeCodes, runOutcomes, runPartsSchemas } from './events'

const { answerMedia, runQuestion, runFailure, toolInput, toolOutput, usageRow } = runPartsSchemas

export const runStatuses = ['waiting', 'answering', ...runOutcomes] as const

const answerPart = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('media'), mediaId: z.string(), media: answerMedia }),
  z.object({ type: z.literal('question'), question: runQuestion }),
])

const stepTimes = { startedAt: z.number(), endedAt: z.nullable(z.number()) }

const toolStep = z.object({
  /** Unique in the run: node id, position of the node, position of the tool. */
  key: z.string(),
  name: z.string(),
  input: z.nullable(toolInput),
  output: z.nullable(toolOutput),
  ...stepTimes,
})

const nodeStep = z.object({
  key: z.string(),
  nodeId: z.string(),
  name: z.string(),
  kind: z.enum(['node', 'unknown']),
  input: z.nullable(z.string()),
  output: z.nullable(z.string()),
  tools: z.array(toolStep),
  loop: z.nullable(
    z.object({
      currentRound: z.number(),
      totalRounds: z.nullable(z.number()),
      isFinished: z.boolean(),
      finishReason: z.nullable(z.string()),
      /** Where each round begins: how many steps the run had then. Snapshots from before have none. */
      rounds: z._default(z.array(z.object({ round: z.number(), firstStep: z.number() })), []),
      /** How many steps the run had when the loop was over; null before that. */
      endStep: z._default(z.nullable(z.number()), null),
    }),
  ),
  ...stepTimes,
})

export const runSchema = z.object({
  id: z.string(),
  conversationId: z.string(),
  userMessageId: z.string(),
  answerMessageId: z.string(),
  status: z.enum(runStatuses),
  /** Times are epoch ms on the server's clock. */
  startedAt: z.number(),
  upstreamStartedAt: z.nullable(z.number()),
  endedAt: z.nullable(z.number()),
  upstreamRequestId: z.nullable(z.string()),
  /** Upstream's name for the conversation. Snapshots from before have none. */
  upstreamConversationId: z._default(z.nullable(z.string()), null),
  /** What the question waits for before it goes to upstream, or failed for. Snapshots from before files have none. */
  files: z._default(z.array(uploadSchema), []),
  parts: z.array(answerPart),
  reasoning: z.nullable(
    z.object({
      text: z.string(),
      startedAt: z.number(),
      endedAt: z.nullable(z.number()),
      /** Between its rounds, while tools ran. */
      pausedMs: z.optional(z.number()),
    }),
  ),
  steps: z.array(nodeStep),
  usage: z.array(usageRow),
  notices: z.array(
    z.object({
      code: z.enum(noticeCodes),
      count: z.nullable(z.number()),
      detail: z.optional(z.nullable(z.string())),
    }),
  ),
  /** JSON texts that upstream attached, in order. Snapshots from before have none. */
  metadata: z._default(z.array(z.string()), []),
  isRetracted: z.boolean(),
  failure: z.nullable(runFailure),
})

export type Run = z.infer<typeof runSchema>
export type RunStatus = (typeof runStatuses)[number]
export type AnswerPart = z.infer<typeof answerPart>
export type NodeStep = z.infer<typeof nodeStep>
export type ToolStep = z.infer<typeof toolStep>

export const emptyRun: Run = {
  id: '',
  conversationId: '',
  userMessageId: '',
  answerMessageId: '',
  status: 'waiting',
  startedAt: 0,
  upstreamStartedAt: null,
  endedAt: null,
  upstreamRequestId: null,
  upstreamConversationId: null,
  files: [],
  parts: [],
  reasoning: null,
  steps: [],
  usage: [],
  notices: [],
  metadata: [],
  isRetracted: false,
  failure: null,
}

export function isOver(run: Pick<Run, 'status'>): boolean {
  return run.status !== 'waiting' && run.status !== 'answering'
}

/** The running text of the answer, media left out. */
export function answerText(run: Pick<Run, 'parts'>): string {
  return run.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n')
}
