/** One form agent over the rows of a table. Pure; shared by server and browser. */
import * as z from 'zod/mini'
import { fieldValuesSchema } from '@/lib/forms/schema'
import { runFailureCodes } from '@/lib/runs/events'

export const maxBatchRows = 5_000
/** Bytes of the JSON that starts a batch. */
export const maxBatchBytes = 8 * 1024 * 1024

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))

export const startBatchSchema = z.object({
  /** Made once when the person presses start; the same key never starts a second batch. */
  sendKey: z.uuid(),
  appId: id,
  /** The table's file name. */
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  /** The table's column names, for the download. */
  columns: z.array(z.string()).check(z.maxLength(200)),
  rows: z
    .array(z.object({ cells: z.array(z.string()), values: fieldValuesSchema }))
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
})

export const batchRowSchema = z.object({
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
})

/** `GET /api/batches/{id}?from=1&count=200`: the batch with a page of its rows. */
export const batchPageSchema = z.object({ batch: batchSchema, rows: z.array(batchRowSchema) })
export const batchListSchema = z.object({ batches: z.array(batchSchema) })

export const changeBatchSchema = z.object({ action: z.enum(['pause', 'resume', 'retry-failed']) })

export type StartBatch = z.infer<typeof startBatchSchema>
export type Batch = z.infer<typeof batchSchema>
export type BatchRow = z.infer<typeof batchRowSchema>
export type BatchPage = z.infer<typeof batchPageSchema>
