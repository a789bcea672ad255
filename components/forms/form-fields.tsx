'use client'

import { useTranslations } from 'use-intl'
import type { AgentForm, FormField } from '@/lib/forms/schema'
import { kindsOfField } from '@/lib/uploads/limits'
import { ChoiceBox } from './choice-box'
import { FieldFrame } from './field-frame'
import { FileField } from './file-field'
import { keyOf } from './form-values'
import type { FormValues } from './form-values'
import type { Problem } from './problems'
import { TemplateGroup } from './template-group'
import { TextBox } from './text-box'
import { useLimitsNote } from './use-limits-note'

type FormFieldsProps = {
  form: AgentForm
  values: FormValues
  problems: ReadonlyMap<string, Problem>
  /** The field whose problem is called out. */
  alertKey: string | null
  isFrozen: boolean
  onText: (key: string, text: string) => void
  onFiles: (key: string, ids: string[]) => void
  onAddFiles: (field: FormField, files: File[]) => void
}

const noIds: string[] = []

export function FormFields({ form, ...props }: FormFieldsProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-7">
      {form.fields.map((field) => (
        <Field key={field.name} field={field} {...props} />
      ))}
    </div>
  )
}

type FieldProps = Omit<FormFieldsProps, 'form'> & { field: FormField }

function Field({ field, values, problems, alertKey, isFrozen, onText, onFiles, onAddFiles }: FieldProps) {
  const t = useTranslations('forms')
  const limitsNote = useLimitsNote()
  const key = keyOf(field)
  if (field.kind === 'template' && field.template) {
    return (
      <TemplateGroup
        field={field}
        texts={values.texts}
        problems={problems}
        alertKey={alertKey}
        isFrozen={isFrozen}
        onChange={onText}
      />
    )
  }
  const kinds = kindsOfField(field.kind)
  const note = field.unknownType === null ? null : t('unknownType', { type: field.unknownType })
  return (
    <FieldFrame
      name={field.name}
      tips={field.tips}
      note={note}
      problem={problems.get(key) ?? null}
      isAlert={alertKey === key}
    >
      {(ids) => {
        if (kinds) {
          return (
            <FileField
              {...ids}
              kinds={kinds}
              limits={limitsNote(kinds)}
              ids={values.files[key] ?? noIds}
              isFrozen={isFrozen}
              onAdd={(files) => onAddFiles(field, files)}
              onChange={(next) => onFiles(key, next)}
            />
          )
        }
        const text = values.texts[key] ?? ''
        return field.kind === 'choice' && field.options.length > 0 ? (
          <ChoiceBox
            {...ids}
            options={field.options}
            value={text}
            isFrozen={isFrozen}
            onChange={(next) => onText(key, next)}
          />
        ) : (
          <TextBox {...ids} text={text} isFrozen={isFrozen} onChange={(next) => onText(key, next)} />
        )
      }}
    </FieldFrame>
  )
}
