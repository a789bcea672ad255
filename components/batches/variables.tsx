'use client'

import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { ChoiceBox } from '@/components/forms/choice-box'
import { FileField } from '@/components/forms/file-field'
import { TextBox } from '@/components/forms/text-box'
import { useLimitsNote } from '@/components/forms/use-limits-note'
import { browserUploads } from '@/components/uploads/browser-uploads'
import { slotsOf, takesFiles } from '@/lib/batches/mapping'
import type { Mapping, Slot } from '@/lib/batches/mapping'
import { letterOf } from '@/lib/batches/table'
import type { Table } from '@/lib/batches/table'
import type { AgentForm } from '@/lib/forms/schema'
import { kindOfName, kindsOfField } from '@/lib/uploads/limits'
import { NativeSelect } from './native-select'

type VariablesProps = {
  form: AgentForm
  table: Table
  mapping: Mapping
  onChange: (change: (mapping: Mapping) => Mapping) => void
}

/** For each variable a column, or one value for all rows. */
export function Variables({ form, table, mapping, onChange }: VariablesProps) {
  const t = useTranslations('batches')
  const slots = slotsOf(form)
  return (
    <>
      <p className="mb-5 text-sm text-pretty text-muted">
        {t('variablesHint')} {slots.some(takesFiles) && t('filesHint')}
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        {slots.map((slot) =>
          takesFiles(slot) ? (
            <FileVariable
              key={slot.key}
              slot={slot}
              appId={form.appId}
              ids={mapping.files[slot.key] ?? noIds}
              onChange={(change) =>
                onChange((before) => ({
                  ...before,
                  files: { ...before.files, [slot.key]: change(before.files[slot.key] ?? noIds) },
                }))
              }
            />
          ) : (
            <TextVariable
              key={slot.key}
              slot={slot}
              table={table}
              column={mapping.columns[slot.key] ?? null}
              text={mapping.texts[slot.key] ?? ''}
              onColumn={(column) =>
                onChange((before) => {
                  const { [slot.key]: _, ...others } = before.columns
                  return {
                    ...before,
                    columns: column === null ? others : { ...others, [slot.key]: column },
                  }
                })
              }
              onText={(text) =>
                onChange((before) => ({ ...before, texts: { ...before.texts, [slot.key]: text } }))
              }
            />
          ),
        )}
      </div>
    </>
  )
}

const noIds: string[] = []
const constant = 'constant'

type TextVariableProps = {
  slot: Slot
  table: Table
  column: number | null
  text: string
  onColumn: (column: number | null) => void
  onText: (text: string) => void
}

function TextVariable({ slot, table, column, text, onColumn, onText }: TextVariableProps) {
  const t = useTranslations('batches')
  const id = useId()
  const { options } = slot.part ?? slot.field
  const isChoice = (slot.part ?? slot.field).kind === 'choice' && options.length > 0
  const example = column === null ? null : (table.rows.find((row) => row[column]?.trim())?.[column] ?? '')
  const noteId = `${id}-note`
  const box = {
    name: slot.name,
    controlId: `${id}-text`,
    describedBy: undefined,
    isInvalid: false,
    isFrozen: false,
    onChange: onText,
  }
  return (
    <div className={rowClass}>
      <SlotName slot={slot} htmlFor={`${id}-column`} />
      <div className="min-w-0">
        <NativeSelect
          id={`${id}-column`}
          value={column === null ? constant : String(column)}
          onChange={(next) => onColumn(next === constant ? null : Number(next))}
          describedBy={example ? noteId : undefined}
        >
          <option value={constant}>{t('sameForAll')}</option>
          <optgroup label={t('columnGroup')}>
            {table.columns.map((name, index) => (
              <option key={index} value={index}>
                {name ?? t('column', { letter: letterOf(index) })}
              </option>
            ))}
          </optgroup>
        </NativeSelect>
        {example && (
          <p id={noteId} dir="auto" className="mt-1.5 truncate text-sm text-muted">
            {t('example', { value: example.slice(0, 200) })}
          </p>
        )}
        {column === null && (
          <div className="mt-2">
            <label htmlFor={box.controlId} className="sr-only">
              {slot.name}
            </label>
            {isChoice ? (
              <ChoiceBox {...box} options={options} value={text} />
            ) : (
              <TextBox {...box} text={text} />
            )}
          </div>
        )}
      </div>
    </div>
  )
}

type FileVariableProps = {
  slot: Slot
  appId: string
  ids: string[]
  onChange: (change: (ids: string[]) => string[]) => void
}

/** A table holds no files: the same ones go along with every row, or none. */
function FileVariable({ slot, appId, ids, onChange }: FileVariableProps) {
  const id = useId()
  const limitsNote = useLimitsNote()
  const kinds = kindsOfField(slot.field.kind) ?? []
  const add = (files: File[]) => {
    const [usual] = kinds
    if (!usual) return
    const place = {
      family: 'agent' as const,
      appId,
      fieldId: slot.field.id,
      conversationId: null,
      draftId: null,
    }
    const chosen = files.map((file) => ({ file, kind: kindOfName(file.name, kinds) ?? usual }))
    const added = browserUploads.add(chosen, place)
    onChange((before) => [...before, ...added])
  }
  return (
    <div className={rowClass}>
      <SlotName slot={slot} htmlFor={id} />
      <div className="min-w-0">
        <FileField
          name={slot.name}
          controlId={id}
          describedBy={undefined}
          isInvalid={false}
          kinds={kinds}
          limits={limitsNote(kinds)}
          ids={ids}
          isFrozen={false}
          onAdd={add}
          onChange={(next) => onChange(() => next)}
        />
      </div>
    </div>
  )
}

function SlotName({ slot, htmlFor }: { slot: Slot; htmlFor: string }) {
  const { tips } = slot.part ?? slot.field
  return (
    <div className="min-w-0 sm:pt-2">
      <label htmlFor={htmlFor} dir="auto" className="block font-medium break-words">
        {slot.name}
      </label>
      {slot.part && (
        <p dir="auto" className="text-sm break-words text-muted">
          {slot.field.name}
        </p>
      )}
      {tips !== '' && (
        <p dir="auto" className="mt-0.5 text-sm text-pretty break-words text-muted">
          {tips}
        </p>
      )}
    </div>
  )
}

const rowClass = 'grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]'
