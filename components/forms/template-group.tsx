'use client'

import { useId } from 'react'
import { useTranslations } from 'use-intl'
import type { FormField } from '@/lib/forms/schema'
import { ChoiceBox } from './choice-box'
import { FieldFrame } from './field-frame'
import { keyOf, previewOf } from './form-values'
import type { FormValues } from './form-values'
import type { Problem } from './problems'
import { TextBox } from './text-box'

type TemplateGroupProps = {
  field: FormField
  texts: FormValues['texts']
  problems: ReadonlyMap<string, Problem>
  alertKey: string | null
  isFrozen: boolean
  onChange: (key: string, text: string) => void
}

/** The parts of a prepared text, and how it reads with them. */
export function TemplateGroup(props: TemplateGroupProps) {
  const { field, texts, problems, alertKey, isFrozen, onChange } = props
  const t = useTranslations('forms')
  const id = useId()
  return (
    <fieldset className="rounded-panel border border-line p-4" aria-describedby={field.tips ? id : undefined}>
      <legend dir="auto" className="-ml-1 px-1 font-medium break-words">
        {field.name}
      </legend>
      {field.tips !== '' && (
        <p id={id} dir="auto" className="mb-4 text-sm text-pretty break-words text-muted">
          {field.tips}
        </p>
      )}
      <div className="grid gap-5">
        {field.template?.parts.map((part) => {
          const key = keyOf(field, part)
          return (
            <FieldFrame
              key={key}
              name={part.name}
              tips={part.tips}
              note={null}
              problem={problems.get(key) ?? null}
              isAlert={alertKey === key}
            >
              {(ids) =>
                part.kind === 'choice' && part.options.length > 0 ? (
                  <ChoiceBox
                    {...ids}
                    options={part.options}
                    value={texts[key] ?? ''}
                    isFrozen={isFrozen}
                    onChange={(text) => onChange(key, text)}
                  />
                ) : (
                  <TextBox
                    {...ids}
                    text={texts[key] ?? ''}
                    isFrozen={isFrozen}
                    onChange={(text) => onChange(key, text)}
                  />
                )
              }
            </FieldFrame>
          )
        })}
      </div>
      <p className="mt-5 border-t border-line pt-3 text-xs text-muted">{t('preview')}</p>
      <p dir="auto" className="mt-1 text-sm break-words whitespace-pre-wrap">
        {previewOf(field, texts).map((piece) =>
          piece.isBlank ? (
            <span key={piece.at} className="text-muted">
              [{piece.text}]
            </span>
          ) : (
            piece.text
          ),
        )}
      </p>
    </fieldset>
  )
}
