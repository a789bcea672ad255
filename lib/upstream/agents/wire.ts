/**
 * The agent platform's words: what we send (strict, also the stand-in server checks it) and what comes back
 * (tolerant: only what we use, unknown keys dropped, odd fields null). Formats: api-facts §3.1 to §3.7 and §10.
 * Ids are opaque strings; answers must be read by `parseJson`, which keeps 19-digit numbers exact. Pure.
 */
import * as z from 'zod'
import { envelopeOf } from '../envelope'
import { anything, loose, looseFlag, looseList, looseNumber, looseText } from '../loose'

/* What we send. */

/** Ids are strings; some clients post them as numbers (D18). */
const requestId = z
  .union([z.string(), z.int().nonnegative()])
  .transform(String)
  .pipe(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/))

export const contentTypes = [
  'input',
  'selection_list',
  'upload_file',
  'upload_image',
  'upload_video',
  'upload_audio',
] as const

export const contentItemSchema = z.strictObject({
  type: z.enum(contentTypes),
  /** Always a string; several ids or addresses are joined with commas. */
  value: z.string(),
  /** The variable's name; needed by text apps. */
  key: z.string().min(1).optional(),
})

export const invokeMessageSchema = z.strictObject({
  role: z.enum(['user', 'assistant']).optional(),
  type: z.enum(['text', 'qa', 'computer_call']).optional(),
  /** Of the interrupt that this message answers. */
  call_id: z.string().min(1).max(128).optional(),
  content: z.array(contentItemSchema).min(1),
})

/** `POST /v3/application/invoke`. Upstream's defaults: `stream` true, `send_log_event` false. */
export const invokeRequestSchema = z.strictObject({
  app_id: requestId,
  conversation_id: requestId.nullish(),
  third_request_id: z.string().max(128).optional(),
  stream: z.boolean().optional(),
  send_log_event: z.boolean().optional(),
  messages: z.array(invokeMessageSchema).min(1),
  /** Belongs into the message (D19); the platform takes it here too. */
  role: z.string().optional(),
  document_ids: z.array(requestId).optional(),
  knowledge_ids: z.array(requestId).optional(),
  nodeDocuments: z.array(z.strictObject({ nodeId: requestId, documentIds: z.array(requestId) })).optional(),
})

/** The `{app_id}` in the paths of variables, conversation and history_session_record. */
export const appPathSchema = z.object({ app_id: requestId })
export const suggestionsPathSchema = z.object({ app_id: requestId, conversation_id: requestId })

/** `POST /v2/application/{app_id}/conversation`: no body, or an empty object. */
export const createConversationRequestSchema = z.strictObject({}).nullish()

/** `POST /v2/application/file_stat` */
export const fileStatRequestSchema = z.strictObject({
  app_id: requestId,
  file_ids: z.array(requestId).min(1),
})

/** `POST /v2/application/slice_info`: `request_id` of the invoke, the node that did the retrieval. */
export const sliceInfoRequestSchema = z.strictObject({ request_id: requestId, node_id: requestId })

/**
 * The texts beside the `files` of a `POST /v2/application/file_upload` (multipart/form-data). `file_type`: 1 sheet,
 * 2 document, 3 audio, 4 image, 5 video.
 */
export const fileUploadFieldsSchema = z.strictObject({
  app_id: requestId,
  /** The variable's id; of a form. */
  upload_unit_id: requestId.optional(),
  /** Of a dialogue: the conversation that keeps the file. */
  conversation_id: requestId.optional(),
  file_type: z.enum(['1', '2', '3', '4', '5']).optional(),
})

/* What comes back: variables, conversation, recommended questions, file_stat, slice_info. */

const plainVariableSchema = z.object({
  id: looseText,
  name: looseText,
  /** `input`, `selection_list`, `upload_*`, `input_template`; compare in lower case (D3). */
  type: looseText,
  tips: looseText,
  /** D2: both spellings are documented. */
  allowed_values: looseList(z.string()),
  allow_values: looseList(z.string()),
})

export const variableSchema = z.object({
  ...plainVariableSchema.shape,
  /** Of type `input_template` (older): variables, and the text that takes them as `{{name}}`. Empty elsewhere. */
  input_template: loose(z.object({ options: looseList(plainVariableSchema), splicing_template: looseText })),
})

export const variablesDataSchema = looseList(variableSchema)
export const variablesResponseSchema = envelopeOf(variablesDataSchema)

export const conversationDataSchema = z.object({ conversation_id: looseText })
export const conversationResponseSchema = envelopeOf(loose(conversationDataSchema))

/** `problems`: the table says object, the sample string[] (D17). */
export const suggestionsDataSchema = z.object({ problems: anything })
export const suggestionsResponseSchema = envelopeOf(loose(suggestionsDataSchema))

export const fileStatDataSchema = looseList(
  z.object({ file_id: looseText, document_id: looseText, id: looseText, code: looseNumber, msg: looseText }),
)
const fileSchema = z.object({
  file_id: looseText,
  document_id: looseText,
  id: looseText,
  file_name: looseText,
  fail_reason: looseText,
  reason: looseText,
  msg: looseText,
})

/** D13, after `toSnakeKeys`; the plural is the knowledge API's. */
export const fileUploadDataSchema = z.object({
  ...fileSchema.shape,
  success_info: looseList(fileSchema),
  success_infos: looseList(fileSchema),
  fail_info: looseList(fileSchema),
  fail_infos: looseList(fileSchema),
  failed_info: looseList(fileSchema),
  failed_infos: looseList(fileSchema),
})
export const fileUploadResponseSchema = envelopeOf(loose(fileUploadDataSchema))

export const fileStatResponseSchema = envelopeOf(fileStatDataSchema)

const figure = z.object({ text: looseText, cos_url: looseText })

const sliceSchema = z.object({
  document_id: looseText,
  text: looseText,
  /** Of a sheet. */
  line: looseNumber,
  sheet_name: looseText,
  /** Of a PDF: page points from the top left; `x1` is the right edge (D34); `page` counts from 1. */
  position: loose(
    z.object({
      x0: looseNumber,
      x1: looseNumber,
      top: looseNumber,
      bottom: looseNumber,
      page: looseNumber,
      height: looseNumber,
      width: looseNumber,
    }),
  ),
})

const sliceDocumentSchema = z.object({
  document: loose(z.object({ id: looseText, name: looseText, url: looseText, dtype: looseNumber })),
  slice_info: looseList(sliceSchema),
  hide_positions: looseFlag,
  images: looseList(figure),
})

export const sliceInfoDataSchema = z.object({
  document_slices: looseList(sliceDocumentSchema),
  has_old_document: looseFlag,
  /** D16: the table puts them here, the samples into each entry. */
  images: looseList(figure),
})
export const sliceInfoResponseSchema = envelopeOf(loose(sliceInfoDataSchema))

/** `GET /document/{id}`: `embedding_stat` 0 running, 1 done, 2 failed (api-facts §3.8). */
export const documentDataSchema = z.object({
  embedding_stat: looseNumber,
  fail_info: loose(z.object({ embedding_code: looseText, embedding_msg: looseText })),
})

/* What comes back: invoke, one chunk of the stream or the whole synchronous answer. */

/** `{type, msg}` where `msg` is text, an object or null, or the flattened layout beside an empty `msg` (D9, D10). */
export const messageDataSchema = z.object({
  type: looseText,
  msg: anything,
  url: looseText,
  coverUrl: looseText,
  cover_url: looseText,
  cover_image_url: looseText,
  code: looseText,
  file: looseText,
  text: looseText,
  status: looseText,
  call_id: looseText,
  question: looseText,
  answer_type: looseText,
  options: anything,
  task: looseText,
  action: looseText,
  plan: looseText,
  operation: looseText,
  level: looseText,
  node_id: looseText,
  node_name: looseText,
})

/** D11, D24: the data is an object, an array, or their JSON text. */
export const toolCallsSchema = z.object({ type: looseText, tool_calls_data: anything })

export const wireEventSchema = z.object({
  node_id: looseText,
  node_name: looseText,
  type: looseText,
  /** Text, or a MessageData (D8). */
  content: anything,
  /** Epoch ms; missing in a documented sample. */
  time: looseNumber,
  tool_calls: looseList(toolCallsSchema),
  /** Loop progress has no documented type; it is known by these. */
  current_round: looseNumber,
  total_round: looseNumber,
  status: looseText,
  finish_reason: looseText,
})

/** Both spellings (D5). */
export const wireUsageSchema = z.object({
  model: looseText,
  nodeName: looseText,
  node_name: looseText,
  inputTokenCount: looseNumber,
  input_token_count: looseNumber,
  outputTokenCount: looseNumber,
  output_token_count: looseNumber,
  totalTokenCount: looseNumber,
  total_token_count: looseNumber,
})

const deltaSchema = z.object({
  /** A MessageData, or bare text; kept raw so that an unknown kind loses nothing. */
  content: anything,
  /** One event, or a list (D7); raw for the same reason. */
  event: anything,
  tool_calls: looseList(toolCallsSchema),
  reasoning_content: looseText,
})

export const choiceSchema = z.object({
  index: looseNumber,
  /** `stop`, `error`; `length`, `sensitive`, `network_error` are met too. */
  finish_reason: looseText,
  /** Absent or empty on the last chunk (D22). */
  delta: loose(deltaSchema),
  /** Of a synchronous answer (D23). */
  messages: loose(deltaSchema),
  usage: looseList(wireUsageSchema),
  /** `{code, msg}`, `{code, message}` or text (D6). */
  error_msg: anything,
})

export const invokeChunkSchema = z.object({
  /** D1 */
  request_id: looseText,
  req_id: looseText,
  id: looseText,
  conversation_id: looseText,
  choices: looseList(choiceSchema),
  /** D4 */
  usage: looseList(wireUsageSchema),
  error_msg: anything,
  /** The error envelopes of D32 come in place of a chunk, under any status. */
  error: anything,
  code: looseText,
  message: looseText,
  msg: looseText,
  status: looseNumber,
})

export type InvokeRequest = z.input<typeof invokeRequestSchema>
export type InvokeMessage = z.input<typeof invokeMessageSchema>
export type ContentItem = z.input<typeof contentItemSchema>
export type ContentType = (typeof contentTypes)[number]
export type WireVariable = z.output<typeof variableSchema>
export type WirePlainVariable = z.output<typeof plainVariableSchema>
export type WireFile = z.output<typeof fileSchema>
export type WireSlice = z.output<typeof sliceSchema>
export type WireSliceDocument = z.output<typeof sliceDocumentSchema>
export type WireMessageData = z.output<typeof messageDataSchema>
export type WireToolCalls = z.output<typeof toolCallsSchema>
export type WireEvent = z.output<typeof wireEventSchema>
export type WireUsage = z.output<typeof wireUsageSchema>
export type WireChoice = z.output<typeof choiceSchema>
export type InvokeChunk = z.output<typeof invokeChunkSchema>
