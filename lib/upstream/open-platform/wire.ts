/**
 * What we send to the on-premises platform (seed 004, api-facts §7) and to any server of OpenAI's dialect; the stand-in
 * server checks it too. What comes back has the words of chat completions (`models/wire.ts`), perhaps inside the
 * platform's envelope `{code: 8200, message, data}`. Pure.
 */
import * as z from 'zod'

/** Text, or parts in OpenAI's words. */
const contentSchema = z.union([z.string(), z.array(z.looseObject({ type: z.string() })).min(1)])

export const botMessageSchema = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: contentSchema,
  reasoningContent: z.string().optional(),
})

const ids = z.array(z.string().min(1))
const temperature = z.number().min(0).max(1).optional()
const topP = z.number().min(0).max(1).optional()

/** `POST /openapi/api/v1/chat/completions`: camelCase but for `top_p`. There is an `apiKey` too; nobody may send it. */
export const chatV1RequestSchema = z.strictObject({
  userId: z.string().min(1).optional(),
  conversationId: z.string().min(1).optional(),
  prompt: z.string().optional(),
  promptTemplate: z.string().optional(),
  model: z.string().min(1).optional(),
  /** Whether knowledge is searched; upstream's default is true. */
  ragSearch: z.boolean().optional(),
  /** Whether reasoning is told; upstream's default is false. */
  reasonStatus: z.boolean().optional(),
  messages: z.array(botMessageSchema).optional(),
  /** Of knowledge. */
  containerId: ids.optional(),
  /** Whether the platform keeps the dialogue; upstream's default is true. */
  multipleDialog: z.boolean().optional(),
  temperature,
  top_p: topP,
  fileIds: ids.optional(),
  /** Not in the documents; the platform knows it. */
  stream: z.boolean().optional(),
})

/** `POST /openapi/community/v1/chat/completions` */
export const chatV2RequestSchema = z.strictObject({
  messages: z.array(botMessageSchema).min(1),
  model: z.string().min(1),
  temperature,
  top_p: topP,
  conversationId: z.string().min(1).optional(),
  containerId: ids.optional(),
  user: z.string().min(1).optional(),
  stream: z.boolean().optional(),
})

export type BotMessage = z.input<typeof botMessageSchema>
export type ChatV1Request = z.input<typeof chatV1RequestSchema>
export type ChatV2Request = z.input<typeof chatV2RequestSchema>
