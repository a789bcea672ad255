'use client'

import FileSpreadsheet from 'lucide-react/icons/file-spreadsheet'
import { useId, useRef, useState } from 'react'
import type { DragEvent, ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { Spinner } from '@/components/ui/spinner'
import { Switch } from '@/components/ui/switch'
import { cn } from '@/lib/cn'
import { maxBatchColumns, maxBatchRows } from '@/lib/batches/schema'
import { maxTableBytes } from '@/lib/batches/table'
import type { RawTable, Table, TableProblem } from '@/lib/batches/table'
import { NativeSelect } from './native-select'
import { readTable } from './read-table'

const bytesOfMb = 1024 * 1024

type TablePickerProps = {
  file: { name: string; raw: RawTable } | null
  table: Table | null
  hasHeader: boolean
  onRead: (name: string, raw: RawTable) => void
  onHeader: (hasHeader: boolean) => void
}

export function TablePicker({ file, table, hasHeader, onRead, onHeader }: TablePickerProps) {
  const t = useTranslations('batches')
  const format = useFormatter()
  const input = useRef<HTMLInputElement>(null)
  const reading = useRef<AbortController | null>(null)
  const [chosen, setChosen] = useState<File | null>(null)
  const [readingName, setReadingName] = useState<string | null>(null)
  const [problem, setProblem] = useState<TableProblem | null>(null)
  const limits = {
    rows: format.number(maxBatchRows),
    size: format.number(maxTableBytes / bytesOfMb),
    limit: format.number(maxBatchRows),
  }

  const read = async (next: File, sheet: string | null) => {
    reading.current?.abort()
    const controller = new AbortController()
    reading.current = controller
    setProblem(null)
    setReadingName(next.name)
    const result = await readTable(next, sheet, controller.signal).catch(() => null)
    if (!result || controller.signal.aborted) return
    setReadingName(null)
    if ('problem' in result) return setProblem(result.problem)
    setChosen(next)
    onRead(next.name, result.table)
  }
  const choose = (next: File | undefined) => {
    if (next) void read(next, null)
  }

  return (
    <div>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        hidden
        onChange={({ currentTarget }) => {
          choose(currentTarget.files?.[0])
          // So that the same file can be chosen again after it was changed.
          currentTarget.value = ''
        }}
      />
      <DropZone isSmall={file !== null} onDrop={choose}>
        {readingName !== null ? (
          <p className="flex items-center gap-3 text-muted" role="status">
            <Spinner />
            <span className="truncate">{t('reading', { name: readingName })}</span>
          </p>
        ) : file && table ? (
          <div className="flex w-full flex-wrap items-center gap-x-4 gap-y-2">
            <Icon icon={FileSpreadsheet} className="size-5 text-accent" />
            <div className="min-w-0 grow basis-48 text-left">
              <p dir="auto" className="truncate font-medium">
                {file.name}
              </p>
              <p className="text-sm text-muted tabular-nums">
                {t('tableSummary', { rows: table.rows.length, columns: table.columns.length })}
                {file.raw.encoding !== null && ` · ${t('encodingNote', { encoding: file.raw.encoding })}`}
              </p>
            </div>
            <Button size="small" variant="outline" onClick={() => input.current?.click()}>
              {t('chooseOther')}
            </Button>
          </div>
        ) : (
          <>
            <Button variant="outline" onClick={() => input.current?.click()}>
              <Icon icon={FileSpreadsheet} />
              {t('chooseTable')}
            </Button>
            <p className="max-w-narrow text-sm text-pretty text-muted">{t('dropHint', limits)}</p>
          </>
        )}
      </DropZone>
      {problem && <ErrorState className="mt-2" text={t(`tableProblem.${problem}`, { size: limits.size })} />}
      {file && table && (
        <div className="mt-4 flex flex-wrap items-center gap-x-8 gap-y-3">
          {file.raw.sheets.length > 1 && chosen && (
            <SheetChoice raw={file.raw} onChange={(sheet) => void read(chosen, sheet)} />
          )}
          <Switch label={t('header')} isOn={hasHeader} onChange={onHeader} />
        </div>
      )}
      {file && table && <TableNotes raw={file.raw} table={table} limit={limits.limit} />}
    </div>
  )
}

function SheetChoice({ raw, onChange }: { raw: RawTable; onChange: (sheet: string) => void }) {
  const t = useTranslations('batches')
  const id = useId()
  return (
    <div className="flex items-center gap-3">
      <label htmlFor={id}>{t('sheet')}</label>
      <NativeSelect id={id} value={raw.sheet ?? ''} onChange={onChange} className="w-48">
        {raw.sheets.map((sheet) => (
          <option key={sheet} value={sheet}>
            {sheet}
          </option>
        ))}
      </NativeSelect>
    </div>
  )
}

function TableNotes({ raw, table, limit }: { raw: RawTable; table: Table; limit: string }) {
  const t = useTranslations('batches')
  const format = useFormatter()
  const notes = [
    table.totalRows > maxBatchRows && t('cutRows', { total: format.number(table.totalRows), limit }),
    raw.hasMoreColumns && t('cutColumns', { limit: format.number(maxBatchColumns) }),
    table.emptyRows > 0 && t('emptyRows', { count: table.emptyRows }),
  ].filter((note) => note !== false)
  return (
    <>
      {table.rows.length === 0 && <ErrorState className="mt-2" text={t('tableProblem.no_rows')} />}
      {notes.length > 0 && (
        <ul role="status" className="mt-3 grid gap-1 text-sm text-warning">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  )
}

type DropZoneProps = { isSmall: boolean; onDrop: (file: File | undefined) => void; children: ReactNode }

function DropZone({ isSmall, onDrop, children }: DropZoneProps) {
  const [isOver, setIsOver] = useState(false)
  const over = (event: DragEvent, next: boolean) => {
    event.preventDefault()
    setIsOver(next)
  }
  return (
    <div
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={(event) => {
        over(event, false)
        onDrop(event.dataTransfer.files[0])
      }}
      className={cn(
        'flex flex-col items-center justify-center gap-3 rounded-panel border border-dashed px-4 text-center transition-colors',
        isSmall ? 'py-3' : 'min-h-40 py-8',
        isOver ? 'border-accent bg-selected' : 'border-edge',
      )}
    >
      {children}
    </div>
  )
}
