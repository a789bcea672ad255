import { formatOf, maxTableBytes } from '@/lib/batches/table'
import type { RawTable, TableProblem } from '@/lib/batches/table'
import type { TableAnswer, TableRequest } from './table-worker'

/**
 * Reads a file in a worker of its own, which ends with it.
 *
 * @param sheet of a workbook; null: the first one that holds rows
 * @throws what aborts `signal`
 */
export async function readTable(
  file: File,
  sheet: string | null,
  signal: AbortSignal,
): Promise<{ table: RawTable } | { problem: TableProblem }> {
  const format = formatOf(file.name)
  if (!format) return { problem: 'type' }
  if (file.size > maxTableBytes) return { problem: 'too_large' }
  const bytes = await file.arrayBuffer().catch(() => null)
  signal.throwIfAborted()
  if (!bytes) return { problem: 'unreadable' }
  const worker = new Worker(new URL('./table-worker.ts', import.meta.url), { type: 'module' })
  try {
    const answer = await new Promise<TableAnswer>((resolve, reject) => {
      worker.addEventListener('message', (event: MessageEvent<TableAnswer>) => resolve(event.data))
      worker.addEventListener('error', () => resolve({ problem: 'unreadable' }))
      signal.addEventListener('abort', () => reject(signal.reason))
      const request: TableRequest = { bytes, format, sheet }
      worker.postMessage(request, [bytes])
    })
    return 'table' in answer && answer.table.rows.length === 0 ? { problem: 'no_rows' } : answer
  } finally {
    worker.terminate()
  }
}
