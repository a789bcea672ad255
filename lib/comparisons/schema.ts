/**
 * One question to two or three targets side by side. Each lane is a conversation of its own that is kept out of the
 * sidebar until somebody goes on with it. Pure; shared by server and browser.
 */
import * as z from 'zod/mini'
import { transcriptSchema } from '@/lib/conversations/schema'
import { chatSettingsSchema } from '@/lib/targets/settings'
import { targetCardSchema, targetSchema } from '@/lib/targets/schema'

export const minLanes = 2
export const maxLanes = 3

const laneTarget = { target: targetSchema, settings: z.nullable(chatSettingsSchema) }

/** `POST /api/comparisons`; the id is made by the browser, so that a repeated request makes one comparison. */
export const createComparisonSchema = z.object({
  id: z.uuid(),
  question: z.string(),
  lanes: z.array(z.object(laneTarget)).check(z.minLength(minLanes), z.maxLength(maxLanes)),
})

/** `GET /api/comparisons/{id}` */
export const comparisonSchema = z.object({
  id: z.string(),
  question: z.string(),
  createdAt: z.number(),
  lanes: z.array(
    z.object({
      ...laneTarget,
      card: targetCardSchema,
      /** Null until the question has reached the server for this lane. */
      transcript: z.nullable(transcriptSchema),
      /** Somebody went on with it: it stands in the sidebar. */
      isPicked: z.boolean(),
    }),
  ),
})

export const comparisonListSchema = z.object({
  comparisons: z.array(
    z.object({
      id: z.string(),
      question: z.string(),
      createdAt: z.number(),
      names: z.array(z.object({ en: z.string(), zh: z.string() })),
    }),
  ),
})

/** `POST /api/comparisons/{id}/pick`: the conversation of one of its lanes, to go on with. */
export const pickLaneSchema = z.object({
  conversationId: z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/)),
})

/** Which lane a run belongs to, in `POST /api/runs`. */
export const comparisonLaneSchema = z.object({
  id: z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/)),
  lane: z.int().check(z.minimum(0), z.maximum(maxLanes - 1)),
})

export type CreateComparison = z.input<typeof createComparisonSchema>
export type CheckedComparison = z.output<typeof createComparisonSchema>
export type ComparisonSummary = z.infer<typeof comparisonListSchema>['comparisons'][number]
export type Comparison = z.infer<typeof comparisonSchema>
export type ComparisonLane = z.infer<typeof comparisonLaneSchema>
