import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { getJson, requestJson } from '@/lib/http/get-json'
import { batchKeys } from './keys'
import { batchAnswerSchema, batchListSchema, batchPageSchema, batchRowDetailSchema } from './schema'
import type { Batch, BatchAction, BatchRowStatus, StartBatch } from './schema'

/** Rows asked for at once by the table. */
export const rowsPerRequest = 100

const pollMs = 1_000
const listPollMs = 3_000

/** The person's batches; asked again while one of them runs. */
export const batchListOptions = queryOptions({
  queryKey: batchKeys.list,
  queryFn: async ({ signal }) => (await getJson('/api/batches', batchListSchema, signal)).batches,
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data?.some(isMoving) ? listPollMs : false),
})

/**
 * A page of a batch's rows with the batch as it is now; asked again every second while something runs, unless the page
 * is hidden.
 *
 * @param from place of its first row, counted from 1, among those of `status` or of all
 */
export function batchPageOptions(batchId: string, from: number, status: BatchRowStatus | null) {
  return queryOptions({
    queryKey: batchKeys.page(batchId, from, status),
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ from: String(from), count: String(rowsPerRequest) })
      if (status) query.set('status', status)
      return getJson(`${addressOf(batchId)}?${query}`, batchPageSchema, signal)
    },
    staleTime: pollMs,
    refetchOnWindowFocus: 'always',
    // Also while the server is away: what is shown may be old.
    refetchInterval: ({ state }) =>
      !state.data || state.status === 'error' || isMoving(state.data.batch) ? pollMs : false,
    // A poll that fails is followed by the next one.
    retry: false,
  })
}

/** One row, whole; asked again while it runs. */
export function batchRowOptions(batchId: string, row: number) {
  return queryOptions({
    queryKey: batchKeys.row(batchId, row),
    queryFn: ({ signal }) => getJson(`${addressOf(batchId)}/rows/${row}`, batchRowDetailSchema, signal),
    staleTime: pollMs,
    refetchInterval: ({ state }) =>
      state.data?.status === 'running' || state.data?.status === 'waiting' ? 2 * pollMs : false,
  })
}

/** Whether its rows may still change by themselves. */
export function isMoving({ status, counts }: Pick<Batch, 'status' | 'counts'>): boolean {
  return status === 'running' || counts.running > 0
}

/** @throws ApiError */
export async function postBatch(request: StartBatch): Promise<Batch> {
  return (await requestJson('POST', '/api/batches', batchAnswerSchema, request)).batch
}

/** @throws ApiError */
export async function patchBatch(batchId: string, action: BatchAction): Promise<Batch> {
  return (await requestJson('PATCH', addressOf(batchId), batchAnswerSchema, { action })).batch
}

/** @throws ApiError */
export async function removeBatch(batchId: string): Promise<void> {
  await requestJson('DELETE', addressOf(batchId), z.object({}))
}

/** Where a batch's results are saved from. */
export function downloadAddress(batchId: string, format: 'csv' | 'xlsx', language: string): string {
  return `${addressOf(batchId)}/download?format=${format}&language=${language}`
}

function addressOf(batchId: string): string {
  return `/api/batches/${encodeURIComponent(batchId)}`
}
