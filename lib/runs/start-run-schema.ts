/** What the browser posts to start a run, and the frames that every run stream carries. Pure. */
import * as z from 'zod/mini'
import { targetSchema } from '@/lib/conversations/schema'
import { runEventSchema } from './events'
import { runSchema } from './run'

/** Bytes of UTF-8. */
export const maxQuestionBytes = 32 * 1024

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))

export const startRunSchema = z.object({
  /** Made once when the person presses send; the same key never starts a second generation. */
  sendKey: z.uuid(),
  target: targetSchema,
  /** Null: a new conversation. */
  conversationId: z.nullable(id),
  action: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('send'), question: z.string() }),
    /** The same question again: a new version of its answer. */
    z.object({ kind: z.literal('regenerate'), userMessageId: id }),
    /** The question in other words: a branch beside the old one. */
    z.object({ kind: z.literal('edit'), userMessageId: id, question: z.string() }),
    /** The answer to a question that the workflow asked. */
    z.object({ kind: z.literal('answer'), callId: z.string().check(z.maxLength(128)), question: z.string() }),
  ]),
})

/**
 * The data of each SSE message of `POST /api/runs` and `GET /api/runs/{id}/events`; the SSE id is its sequence
 * number. A snapshot replaces everything seen before; its `seq` is the last event it holds.
 */
export const runFrameSchema = z.union([
  z.object({ type: z.literal('snapshot'), seq: z.number(), run: runSchema }),
  runEventSchema,
])

export type StartRun = z.infer<typeof startRunSchema>
export type RunFrame = z.infer<typeof runFrameSchema>
