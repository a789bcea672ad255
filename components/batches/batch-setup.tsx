'use client'

import Link from 'next/link'
import { useDeferredValue, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useSession } from '@/components/chat/use-session'
import { PageHeader } from '@/components/shell/page-header'
import { buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { NamedIcon } from '@/components/ui/icon'
import type { Agent } from '@/lib/agents/schema'
import { guessColumns, noMapping, toBatchFields } from '@/lib/batches/mapping'
import { rowReader } from '@/lib/batches/row-values'
import { letterOf, tableOf } from '@/lib/batches/table'
import type { RawTable, Table } from '@/lib/batches/table'
import type { AgentForm } from '@/lib/forms/schema'
import { findProblems } from '@/lib/forms/validate'
import { RowsPreview } from './rows-preview'
import { StartBar } from './start-bar'
import { TablePicker } from './table-picker'
import { Variables } from './variables'

type BatchSetupProps = { agent: Agent; form: AgentForm; userId: string | null }

/** From a table to a batch: choose it, say what goes where, look at the rows, start. */
export function BatchSetup({ agent, form, userId }: BatchSetupProps) {
  const t = useTranslations('batches')
  const locale = useLocale()
  const name = agent.name[locale]
  useSession(userId)
  return (
    <>
      <PageHeader>
        <Link
          href={`/agents/${agent.appId}`}
          className="focus-ring flex h-8 min-w-0 items-center gap-2 rounded-control px-2 text-muted transition-colors hover:bg-hover hover:text-ink"
        >
          <NamedIcon name={agent.icon} />
          <span className="truncate">{name}</span>
        </Link>
        <span aria-hidden className="h-4 w-px shrink-0 bg-line" />
        <span className="truncate px-2 font-medium">{t('batchRun')}</span>
      </PageHeader>
      <div className="scroll-quiet min-h-0 grow overflow-y-auto overscroll-contain px-4 md:px-8">
        <div className="mx-auto max-w-column pt-6">
          <h1 className="text-xl font-medium tracking-tight">{t('batchRun')}</h1>
          <p className="mt-1.5 max-w-question text-pretty text-muted">{t('intro', { agent: name })}</p>
          {form.kind === 'form' || form.fields.length > 0 ? (
            <Steps form={form} />
          ) : (
            <EmptyState title={form.isUncertain ? t('uncertain') : t('noForm')}>
              <Link href={`/agents/${agent.appId}`} className={buttonClass('outline')}>
                {name}
              </Link>
            </EmptyState>
          )}
        </div>
      </div>
    </>
  )
}

function Steps({ form }: { form: AgentForm }) {
  const t = useTranslations('batches')
  const [file, setFile] = useState<{ name: string; raw: RawTable } | null>(null)
  const [hasHeader, setHasHeader] = useState(true)
  const [mapping, setMapping] = useState(noMapping)
  const [skipsProblems, setSkipsProblems] = useState(false)

  // A table of 5,000 rows is laid out and checked only when it changes, and behind what is being typed.
  const table = useMemo(() => file && tableOf(file.raw, hasHeader), [file, hasHeader])
  const checkedMapping = useDeferredValue(mapping)
  const fields = useMemo(() => toBatchFields(form, checkedMapping), [form, checkedMapping])
  const rows = useMemo(() => {
    const valuesOf = rowReader(form, fields)
    return (table?.rows ?? []).map((cells, index) => {
      const values = valuesOf(cells)
      return { row: index + 1, cells, values, problems: findProblems(form, values) }
    })
  }, [form, fields, table])

  const show = (name: string, raw: RawTable, isHeaded: boolean) => {
    setFile({ name, raw })
    setHasHeader(isHeaded)
    setMapping((before) => guessColumns(form, tableOf(raw, isHeaded).columns, before))
  }

  return (
    <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-10">
      <Step title={t('stepTable')} number={1}>
        <TablePicker
          file={file}
          table={table}
          hasHeader={hasHeader}
          onRead={(name, raw) => show(name, raw, hasHeader)}
          onHeader={(isHeaded) => file && show(file.name, file.raw, isHeaded)}
        />
      </Step>
      {file && table && table.rows.length > 0 && (
        <>
          <Step title={t('stepVariables')} number={2}>
            {form.isUncertain && <p className="mb-3 text-sm text-warning">{t('uncertain')}</p>}
            <Variables form={form} table={table} mapping={mapping} onChange={setMapping} />
          </Step>
          <Step title={t('stepPreview')} number={3}>
            <RowsPreview
              form={form}
              rows={rows}
              fields={fields}
              skipsProblems={skipsProblems}
              onSkipProblems={setSkipsProblems}
            />
          </Step>
          <StartBar
            appId={form.appId}
            name={file.name}
            columns={namesOf(table, (letter) => t('column', { letter }))}
            fields={fields}
            rows={rows
              .filter(({ problems }) => problems.length === 0 || !skipsProblems)
              .map(({ cells }) => cells)}
            hasProblems={!skipsProblems && rows.some(({ problems }) => problems.length > 0)}
          />
        </>
      )}
    </div>
  )
}

function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  const id = `batch-step-${number}`
  return (
    <section aria-labelledby={id} className="border-t border-line pt-5">
      <h2 id={id} className="mb-3 flex items-baseline gap-2.5 font-medium">
        <span aria-hidden className="text-sm text-muted tabular-nums">
          {number}
        </span>
        {title}
      </h2>
      {children}
    </section>
  )
}

function namesOf(table: Table, unnamed: (letter: string) => string): string[] {
  return table.columns.map((column, index) => column ?? unnamed(letterOf(index)))
}
