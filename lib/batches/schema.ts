/** One form agent over the rows of a table. Pure; shared by server and browser. */
import * as z from 'zod/mini'
import { fieldKinds, fieldValuesSchema, maxFields, maxFilesPerField } from '@/lib/forms/schema'
import { runFailureCodes } from '@/lib/runs/events'

export const maxBatchRows = 5_000
export const maxBatchColumns = 200
/** Bytes of the JSON that starts a batch. */
export const maxBatchBytes = 8 * 1024 * 1024
/** Rows of one page of a batch. */
export const maxRowsPerPage = 200

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))
const name = z.string().check(z.minLength(1), z.maxLength(500))

/** Where the value of a variable comes from: a column of the table (0-based), or the same for all rows. */
const plainSource = z.discriminatedUnion('from', [
  z.object({ from: z.literal('column'), column: z.number().check(z.int(), z.minimum(0)) }),
  z.object({
    from: z.literal('constant'),
    value: z.string(),
    /** Ids of uploads, for files. */
    uploads: z.array(id).check(z.maxLength(maxFilesPerField)),
  }),
])

export const batchFieldSchema = z.object({
  fieldId: z.string().check(z.maxLength(64)),
  name,
  kind: z.enum(fieldKinds),
  source: z.discriminatedUnion('from', [
    ...plainSource.def.options,
    /** The parts of a template are put into its text as `{name}`. */
    z.object({
      from: z.literal('template'),
      text: z.string(),
      parts: z.array(z.object({ name, source: plainSource })).check(z.maxLength(maxFields)),
    }),
  ]),
})

export const startBatchSchema = z.object({
  /** Made once when the person presses start; the same key never starts a second batch. */
  sendKey: z.uuid(),
  appId: id,
  /** The table's file name. */
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  /** The table's column names, for the download. */
  columns: z.array(z.string().check(z.maxLength(1_000))).check(z.minLength(1), z.maxLength(maxBatchColumns)),
  fields: z.array(batchFieldSchema).check(z.minLength(1), z.maxLength(maxFields)),
  /** The cells of each row, one a column. */
  rows: z
    .array(z.array(z.string()).check(z.maxLength(maxBatchColumns)))
    .check(z.minLength(1), z.maxLength(maxBatchRows)),
})

export const batchStatuses = ['running', 'paused', 'done'] as const
export const batchRowStatuses = ['waiting', 'running', 'done', 'failed', 'stopped'] as const

const counts = z.object({
  waiting: z.number(),
  running: z.number(),
  done: z.number(),
  failed: z.number(),
  stopped: z.number(),
})

export const batchSchema = z.object({
  id: z.string(),
  appId: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  status: z.enum(batchStatuses),
  counts,
  createdAt: z.number(),
  updatedAt: z.number(),
  /** Ms until the last row is over, at the pace of late; null while nothing runs or the pace is not known. */
  remainingMs: z.nullable(z.number()),
})

const rowBase = {
  /** 1-based row of the table below its head. */
  row: z.number(),
  cells: z.array(z.string()),
  status: z.enum(batchRowStatuses),
  /** Of the last attempt; the run is at `/c/{conversationId}`. */
  conversationId: z.nullable(z.string()),
  output: z.string(),
  failure: z.nullable(z.object({ code: z.enum(runFailureCodes), detail: z.nullable(z.string()) })),
  attempts: z.number(),
  startedAt: z.nullable(z.number()),
  endedAt: z.nullable(z.number()),
}

/** As it stands in a page of rows: cells and output shortened to what a table shows. */
export const batchRowSchema = z.object(rowBase)

/** `GET /api/batches/{id}/rows/{row}`: one row, whole. */
export const batchRowDetailSchema = z.object({
  ...rowBase,
  /** What the agent is asked with. */
  inputs: fieldValuesSchema,
  /** Conversations of the attempts before the last one, oldest first. */
  earlierConversationIds: z.array(z.string()),
})

/**
 * `GET /api/batches/{id}?from=1&count=100[&status=failed]`: the batch with a page of its rows. `from` is the place
 * among the rows of that status, of all rows without one.
 */
export const batchPageSchema = z.object({ batch: batchSchema, rows: z.array(batchRowSchema) })
export const batchListSchema = z.object({ batches: z.array(batchSchema) })
export const batchAnswerSchema = z.object({ batch: batchSchema })

/** `retry-failed` also starts the rows again that were stopped. */
export const changeBatchSchema = z.object({ action: z.enum(['pause', 'resume', 'retry-failed']) })

export type StartBatch = z.infer<typeof startBatchSchema>
export type BatchField = z.infer<typeof batchFieldSchema>
export type PlainSource = z.infer<typeof plainSource>
export type Batch = z.infer<typeof batchSchema>
export type BatchRow = z.infer<typeof batchRowSchema>
export type BatchRowDetail = z.infer<typeof batchRowDetailSchema>
export type BatchRowStatus = (typeof batchRowStatuses)[number]
export type BatchPage = z.infer<typeof batchPageSchema>
export type BatchAction = z.infer<typeof changeBatchSchema>['action']
