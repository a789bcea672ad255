/**
 * The words of `paas/v4/assistant` and of `paas/v4/files`: what we send (strict, also the stand-in server checks it) and
 * what comes back (tolerant: only what we use, odd fields null). Formats: seed 002, api-facts §5, §6 and D25 to D31.
 * Answers must be read by `parseJson`, which keeps long ids exact. Pure.
 */
import * as z from 'zod'
import { anything, loose, looseFlag, looseList, looseText } from '../loose'
import { toolCallSchema } from '../models/wire'
import { tokenUsageSchema } from '../token-usage'

/* What we send. */

const id = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/)
/** Also seen with a folder and an ending: `chatglm4/3db1….pdf`. */
const fileId = z.string().min(1).max(256)

export const textPartSchema = z.strictObject({ type: z.literal('text'), text: z.string() })

export const assistantMessageSchema = z.strictObject({
  role: z.enum(['user', 'assistant']),
  /** D29: the seed sends text, we send parts. */
  content: z.union([z.string(), z.array(textPartSchema).min(1)]),
})

/** `POST /paas/v4/assistant`. */
export const assistantRequestSchema = z.strictObject({
  assistant_id: id,
  /** Official clients leave it out. */
  model: z.string().min(1).max(128).optional(),
  messages: z.array(assistantMessageSchema).min(1),
  /** The service answers by event stream only. */
  stream: z.boolean().optional(),
  conversation_id: id.nullish(),
  request_id: z.string().min(6).max(64).optional(),
  user_id: z.string().min(6).max(128).optional(),
  do_sample: z.boolean().optional(),
  /** The documented sample holds an empty object. */
  attachments: z.array(z.strictObject({ file_id: fileId.optional() })).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  extra_parameters: z
    .strictObject({
      translate: z.strictObject({ from: z.string().min(1), to: z.string().min(1) }).optional(),
    })
    .optional(),
})

/** `POST /paas/v4/assistant/list`; an empty list asks for all. */
export const assistantListRequestSchema = z.strictObject({ assistant_id_list: z.array(id).optional() })

/** `POST /paas/v4/assistant/conversation/suggest` */
export const suggestRequestSchema = z.strictObject({ assistant_id: id, conversation_id: id })

/** The texts beside the `file` of a `POST /paas/v4/files` (multipart/form-data). */
export const fileUploadFieldsSchema = z.strictObject({ purpose: z.string().min(1) })

/* What comes back: the list of assistants, questions, files. */

export const assistantSchema = z.object({
  assistant_id: looseText,
  id: looseText,
  name: looseText,
  description: looseText,
  avatar: looseText,
  /** Names, or objects that hold one. */
  tools: looseList(z.unknown()),
  /** `{key, label}` */
  tags: looseList(z.unknown()),
  /** Texts, or objects that hold one. */
  starter_prompts: looseList(z.unknown()),
})

export const suggestDataSchema = z.object({ suggest_list: anything })

export const uploadedFileSchema = z.object({ id: looseText, file_id: looseText })

export const deletedFileSchema = z.object({ deleted: looseFlag })

/* What comes back: one chunk of the answer. */

const messageSchema = z.object({
  /** Text, or parts (D29). */
  content: anything,
  reasoning_content: looseText,
  /** `{type, <type>: {…}}`; also what the seed's generic answer may hold (D25). */
  tool_calls: looseList(toolCallSchema),
  /** Of that one too; base64. */
  audio: loose(z.object({ data: looseText })),
  metadata: anything,
})

const choiceSchema = z.object({
  /** `stop`, `sensitive`, `network_error`, `length`; only at the end. */
  finish_reason: looseText,
  delta: loose(messageSchema),
  /** D25: of an answer in one piece, in OpenAI's shape. */
  message: loose(messageSchema),
  metadata: anything,
})

export const assistantChunkSchema = z.object({
  id: looseText,
  request_id: looseText,
  conversation_id: looseText,
  model: looseText,
  /** `in_process` or `in_progress` (D26), `completed`, `failed`; in an error, its HTTP status. */
  status: looseText,
  /** `{code, message}` */
  last_error: anything,
  choices: looseList(choiceSchema),
  usage: loose(tokenUsageSchema),
  metadata: anything,
  /** The error envelopes of D32 come in place of a chunk, under any status. */
  error: anything,
  code: looseText,
  message: looseText,
  msg: looseText,
})

export type AssistantRequest = z.input<typeof assistantRequestSchema>
export type AssistantChunk = z.output<typeof assistantChunkSchema>
export type WireChoice = z.output<typeof choiceSchema>
export type WireMessage = z.output<typeof messageSchema>
