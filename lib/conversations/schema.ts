import * as z from 'zod/mini'
import { shownValueSchema } from '@/lib/forms/schema'
import { uploadSchema } from '@/lib/uploads/schema'
import { runSchema } from '@/lib/runs/run'
import { chatSettingsSchema } from '@/lib/targets/settings'
import { targetSchema } from '@/lib/targets/schema'

export const conversationSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  target: targetSchema,
  /** Epoch ms of the last message. */
  updatedAt: z.number(),
  /** The run that is being written now, if any. */
  activeRunId: z.nullable(z.string()),
})

export const conversationListSchema = z.object({
  conversations: z.array(conversationSummarySchema),
  /** Pass as `?before=` for the next page; null at the end. */
  nextCursor: z.nullable(z.string()),
})

const messageBase = {
  id: z.string(),
  createdAt: z.number(),
  /** Ids of all versions at this place, oldest first, this one included. */
  versions: z.array(z.string()),
}

export const messageSchema = z.discriminatedUnion('role', [
  z.object({
    ...messageBase,
    role: z.literal('person'),
    text: z.string(),
    /** What was filled into the agent's form. */
    inputs: z._default(z.array(shownValueSchema), []),
    /** Files of a question in a dialogue. */
    attachments: z._default(z.array(uploadSchema), []),
  }),
  z.object({ ...messageBase, role: z.literal('answer'), run: runSchema }),
])

/** The visible path of a conversation, oldest first, the newest page of it. */
export const transcriptSchema = z.object({
  conversation: conversationSummarySchema,
  messages: z.array(messageSchema),
  /** Pass as `?before=` for the messages above; null when the first one is included. */
  earlierCursor: z.nullable(z.string()),
  /** What the last run was asked with; null where nothing can be set. */
  settings: z.optional(z.nullable(chatSettingsSchema)),
})

export const renameSchema = z.object({
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
})

export type ConversationSummary = z.infer<typeof conversationSummarySchema>
export type ConversationList = z.infer<typeof conversationListSchema>
export type Message = z.infer<typeof messageSchema>
export type Transcript = z.infer<typeof transcriptSchema>
