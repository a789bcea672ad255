'use client'

import CircleAlert from 'lucide-react/icons/circle-alert'
import { useFormatter, useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { Switch } from '@/components/ui/switch'
import type { BatchField } from '@/lib/batches/schema'
import type { AgentForm, FieldValue } from '@/lib/forms/schema'
import { maxFormBytes, maxValueBytes } from '@/lib/forms/validate'
import type { FormProblem } from '@/lib/forms/validate'

export type CheckedRow = { row: number; cells: string[]; values: FieldValue[]; problems: FormProblem[] }

/** Rows of the preview, and rows with problems beyond them. */
const firstRows = 5
const problemRows = 5
const shownCharacters = 300
const shownOptions = 5

type RowsPreviewProps = {
  form: AgentForm
  rows: CheckedRow[]
  fields: BatchField[]
  skipsProblems: boolean
  onSkipProblems: (skips: boolean) => void
}

export function RowsPreview({ form, rows, fields, skipsProblems, onSkipProblems }: RowsPreviewProps) {
  const t = useTranslations('batches')
  const odd = rows.filter(({ problems }) => problems.length > 0)
  const shown = [
    ...rows.slice(0, firstRows),
    ...odd.filter(({ row }) => row > firstRows).slice(0, problemRows),
  ]
  if (fields.length === 0) return <p className="text-sm text-muted">{t('nothingMapped')}</p>
  return (
    <>
      <p className="mb-3 text-sm text-muted">{t('previewHint')}</p>
      <div className="scroll-quiet overflow-x-auto rounded-panel border border-line">
        <table aria-label={t('previewTable')} className="w-full border-collapse text-left text-sm">
          <thead>
            <tr className="border-b border-line text-muted">
              <th scope="col" className="px-3 py-2 font-normal">
                {t('row')}
              </th>
              {fields.map(({ name }) => (
                <th key={name} scope="col" dir="auto" className="px-3 py-2 font-normal">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <PreviewRow key={row.row} form={form} row={row} fields={fields} />
            ))}
          </tbody>
        </table>
      </div>
      {odd.length > 0 && (
        <div className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p className="text-sm text-danger">{t('problemCount', { count: odd.length })}</p>
          {odd.length < rows.length && (
            <Switch label={t('skipProblems')} isOn={skipsProblems} onChange={onSkipProblems} />
          )}
        </div>
      )}
    </>
  )
}

type PreviewRowProps = { form: AgentForm; row: CheckedRow; fields: BatchField[] }

function PreviewRow({ form, row, fields }: PreviewRowProps) {
  const t = useTranslations('batches')
  const problem = useProblem(form)
  return (
    <>
      <tr className="border-t border-line align-top first:border-t-0">
        <td className="px-3 py-2 text-muted tabular-nums">{row.row}</td>
        {fields.map(({ name }) => {
          const value = row.values.find((one) => one.name === name)
          return (
            <td key={name} dir="auto" className="max-w-narrow min-w-32 px-3 py-2">
              <span className="line-clamp-2 break-words">
                {value && value.uploads.length > 0
                  ? t('fileCount', { count: value.uploads.length })
                  : value?.value.slice(0, shownCharacters)}
              </span>
            </td>
          )
        })}
      </tr>
      {row.problems.length > 0 && (
        <tr>
          <td colSpan={fields.length + 1} className="px-3 pb-2 text-danger">
            {row.problems.map((one, index) => (
              <p key={index} className="flex gap-2">
                <Icon icon={CircleAlert} className="mt-0.5" />
                <span className="min-w-0 break-words">{problem(row, one)}</span>
              </p>
            ))}
          </td>
        </tr>
      )}
    </>
  )
}

function useProblem(form: AgentForm): (row: CheckedRow, problem: FormProblem) => string {
  const t = useTranslations('batches')
  const format = useFormatter()
  return ({ values }, { code, fieldId }) => {
    const value = values.find((one) => one.fieldId === fieldId)
    const bytes = code === 'too_long_in_all' ? maxFormBytes : maxValueBytes
    return t(`problem.${code}`, {
      field: value?.name ?? '',
      value: value?.value.slice(0, 80) ?? '',
      options: someOptions(form, fieldId),
      limit: format.number(bytes / 1024),
    })
  }
}

/** A few of a variable's choices, as a hint. */
function someOptions(form: AgentForm, fieldId: string | null): string {
  const options = form.fields.find(({ id }) => id === fieldId)?.options ?? []
  return [...options.slice(0, shownOptions), ...(options.length > shownOptions ? ['…'] : [])].join(', ')
}
