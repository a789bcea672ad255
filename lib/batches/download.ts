import 'server-only'
import { createTranslator } from 'use-intl/core'
import { getMessages } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/i18n/locale'
import { byteOrderMark, csvLine } from './csv'
import { getBatch, readRows } from './queries'
import type { Batch, BatchRow } from './schema'
import { writeWorkbook } from './workbook'

export const downloadFormats = ['csv', 'xlsx'] as const
export type DownloadFormat = (typeof downloadFormats)[number]

type Download = {
  name: string
  mediaType: string
  body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>
}

/**
 * The table as it was given, with status, answer, reason and the run's address behind each row.
 *
 * @param options.origin begins the addresses of runs and of what they made
 * @throws AppError `not_found`
 */
export async function downloadBatch(
  userId: string,
  batchId: string,
  options: { format: DownloadFormat; locale: Locale; origin: string },
): Promise<Download> {
  const batch = await getBatch(userId, batchId)
  const table = tableOf(batch, options)
  const name = `${batch.name.replace(/\.(csv|tsv|txt|xlsx)$/i, '')} – ${table.title}.${options.format}`
  if (options.format === 'csv') {
    const body = streamOf(csvOf(batch, table))
    return { name, mediaType: 'text/csv; charset=utf-8', body }
  }
  const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { name, mediaType, body: streamOf(sheetOf(batch, table)) }
}

type Table = ReturnType<typeof tableOf>

function tableOf(batch: Batch, { locale, origin }: { locale: Locale; origin: string }) {
  const messages = getMessages(locale)
  const t = createTranslator({ locale, messages, namespace: 'batches' })
  const failure = createTranslator({ locale, messages, namespace: 'failure' })
  return {
    title: t('downloadTitle'),
    head: [...batch.columns, t('status'), t('answer'), t('reason'), t('run')],
    cells: (row: BatchRow): string[] => [
      ...batch.columns.map((_, column) => row.cells[column] ?? ''),
      t(`rowStatus.${row.status}`),
      row.output.replaceAll(/^(?=\/api\/)/gm, origin),
      row.failure ? [failure(row.failure.code), row.failure.detail ?? ''].join(' ').trim() : '',
      row.conversationId === null ? '' : `${origin}/c/${row.conversationId}`,
    ],
  }
}

async function* csvOf(batch: Batch, table: Table): AsyncGenerator<Uint8Array> {
  yield Buffer.from(byteOrderMark + csvLine(table.head))
  for await (const rows of readRows(batch.id)) {
    yield Buffer.from(rows.map((row) => csvLine(table.cells(row))).join(''))
  }
}

function sheetOf(batch: Batch, table: Table): AsyncGenerator<Uint8Array> {
  async function* rows(): AsyncGenerator<string[][]> {
    for await (const some of readRows(batch.id)) yield some.map(table.cells)
  }
  const widths = table.head.map((_, index) => (index === batch.columns.length + 1 ? 80 : 24))
  return writeWorkbook({ head: table.head, widths, rows: rows() })
}

/** Made as it is read: a slow reader holds one piece. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { value, done } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
