import 'server-only'
import { createTranslator } from 'use-intl/core'
import writeExcelFile from 'write-excel-file/node'
import type { SheetData } from 'write-excel-file/node'
import { getMessages } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/i18n/locale'
import { byteOrderMark, csvLine } from './csv'
import { getBatch, readRows } from './queries'
import type { Batch, BatchRow } from './schema'

/** What a sheet's cell may hold: Excel's own limit. */
const maxCellCharacters = 32_767
/** Characters of all answers in one sheet: it is made in memory. In CSV, which is streamed, answers stand whole. */
const maxSheetCharacters = 24 * 1024 * 1024
/** Of an answer in the largest sheets. */
const minCellCharacters = 1_000

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
  return { name, mediaType, body: await inTurn(() => sheetOf(batch, table)) }
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

async function* csvOf(batch: Batch, table: Table): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(table.head)
  for await (const rows of readRows(batch.id)) yield rows.map((row) => csvLine(table.cells(row))).join('')
}

/** Made as it is read: a slow reader holds one piece. */
function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await texts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await texts.return(undefined)
    },
  })
}

/** Every cell is a text: a sheet does not take those for formulas. */
async function sheetOf(batch: Batch, table: Table): Promise<Uint8Array<ArrayBuffer>> {
  const rows = Object.values(batch.counts).reduce((sum, count) => sum + count, 0)
  const limit = Math.min(
    maxCellCharacters,
    Math.max(minCellCharacters, Math.floor(maxSheetCharacters / rows)),
  )
  const sheet: SheetData = [table.head.map((value) => ({ value, type: String, fontWeight: 'bold' }))]
  for await (const some of readRows(batch.id)) {
    for (const row of some) {
      sheet.push(table.cells(row).map((value) => ({ value: cut(value, limit), type: String })))
    }
  }
  const columns = table.head.map((_, index) => ({ width: index === batch.columns.length + 1 ? 80 : 24 }))
  const bytes = await writeExcelFile(sheet, { columns, stickyRowsCount: 1 }).toBuffer()
  return new Uint8Array(bytes)
}

/** A sheet's XML holds no control characters (XML 1.0 §2.2) and no halves of a pair. */
function cut(text: string, limit: number): string {
  const clean = text.toWellFormed().replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
  return clean.length > limit ? `${clean.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : clean
}

let last: Promise<unknown> = Promise.resolve()

/** One sheet at a time: each is held in memory as a whole. */
function inTurn<Value>(make: () => Promise<Value>): Promise<Value> {
  const next = last.then(make, make)
  last = next.catch(() => undefined)
  return next
}
