/** What the browser posts to start a run, and the frames that every run stream carries. Pure. */
import * as z from 'zod/mini'
import { fieldValuesSchema } from '@/lib/forms/schema'
import { comparisonLaneSchema } from '@/lib/comparisons/schema'
import { chatSettingsSchema } from '@/lib/targets/settings'
import { targetSchema } from '@/lib/targets/schema'
import { runEventSchema } from './events'
import { runSchema } from './run'

/** Bytes of UTF-8. */
export const maxQuestionBytes = 32 * 1024

/** Files that go along with one question in a dialogue. */
export const maxAttachments = 10

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))

const asked = {
  question: z.string(),
  /** A form agent's values; the question may be empty then. */
  inputs: z._default(fieldValuesSchema, []),
  /** Ids of uploads that go along in a dialogue; the question may be empty then. */
  attachments: z._default(z.array(id).check(z.maxLength(maxAttachments)), []),
}

export const startRunSchema = z.object({
  /** Made once when the person presses send; the same key never starts a second generation. */
  sendKey: z.uuid(),
  target: targetSchema,
  /** Null: a new conversation. */
  conversationId: z.nullable(id),
  /** What the target is to be asked with; left out where nothing can be set. */
  settings: z.optional(chatSettingsSchema),
  /** Of a new conversation that is a lane of a comparison. */
  comparison: z.optional(comparisonLaneSchema),
  action: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('send'), ...asked }),
    /** The same question again: a new version of its answer. */
    z.object({ kind: z.literal('regenerate'), userMessageId: id }),
    /** The question in other words: a branch beside the old one. */
    z.object({ kind: z.literal('edit'), userMessageId: id, ...asked }),
    /** The answer to a question that the workflow asked. */
    z.object({ kind: z.literal('answer'), callId: z.string().check(z.maxLength(128)), question: z.string() }),
  ]),
})

/**
 * The data of each SSE message of `POST /api/runs` and `GET /api/runs/{id}/events`; the SSE id is its sequence
 * number. A snapshot replaces everything seen before; its `seq` is the last event it holds.
 */
export const runFrameSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), seq: z.number(), run: runSchema }),
  runEventSchema,
])

/** As the browser sends it. */
export type StartRun = z.input<typeof startRunSchema>
/** As the server has read it. */
export type CheckedStartRun = z.output<typeof startRunSchema>
export type RunFrame = z.infer<typeof runFrameSchema>
