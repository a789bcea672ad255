'use client'

import { useQueries } from '@tanstack/react-query'
import { useRef } from 'react'
import { batchPageOptions, rowsPerRequest } from '@/lib/batches/query-options'
import type { Batch, BatchPage, BatchRow, BatchRowStatus } from '@/lib/batches/schema'

export type ShownBatch = {
  /** As it was told last, by whichever page of rows. */
  batch: Batch
  /** Epoch ms of that. */
  updatedAt: number
  /** Rows of the status that is shown. */
  count: number
  /** Null while it is not loaded. */
  rowAt: (index: number) => BatchRow | null
}

/**
 * The batch, and of its rows the pages that are on the screen.
 *
 * @param initial its first page as the server read it
 * @param range indexes of the first and the last row on the screen
 * @param isAsked false: the server is not asked any more
 */
export function useBatch(
  initial: BatchPage & { readAt: number },
  status: BatchRowStatus | null,
  range: { first: number; last: number },
  isAsked: boolean,
): ShownBatch {
  const { id } = initial.batch
  const firstPage = Math.floor(range.first / rowsPerRequest)
  const lastPage = Math.floor(range.last / rowsPerRequest)
  const pages = Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index)
  const results = useQueries({
    queries: pages.map((page) => ({
      ...batchPageOptions(id, page * rowsPerRequest + 1, status),
      enabled: isAsked,
      ...(page === 0 && status === null
        ? {
            initialData: { batch: initial.batch, rows: initial.rows },
            initialDataUpdatedAt: initial.readAt,
          }
        : {}),
    })),
  })
  const newest = useRef({ batch: initial.batch, updatedAt: initial.readAt })
  for (const { data, dataUpdatedAt } of results) {
    if (data && dataUpdatedAt > newest.current.updatedAt) {
      newest.current = { batch: data.batch, updatedAt: dataUpdatedAt }
    }
  }
  const { batch, updatedAt } = newest.current
  return {
    batch,
    updatedAt,
    count: status === null ? totalOf(batch) : batch.counts[status],
    rowAt: (index) => {
      const page = pages.indexOf(Math.floor(index / rowsPerRequest))
      return results[page]?.data?.rows[index % rowsPerRequest] ?? null
    },
  }
}

export function totalOf({ counts }: Pick<Batch, 'counts'>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

export function overOf({ counts }: Pick<Batch, 'counts'>): number {
  return counts.done + counts.failed + counts.stopped
}
