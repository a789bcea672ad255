'use client'

import Info from 'lucide-react/icons/info'
import Play from 'lucide-react/icons/play'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { browserUploads } from '@/components/uploads/browser-uploads'
import { PendingFiles } from '@/components/uploads/pending-files'
import { useFileDrop } from '@/components/uploads/use-file-drop'
import { isWithServer } from '@/components/uploads/upload-status'
import { useHeldFiles } from '@/components/uploads/use-held-files'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import type { AgentForm, FormField } from '@/lib/forms/schema'
import { kindOfName, kindsOfField } from '@/lib/uploads/limits'
import type { Asked } from './asked'
import { browserMemory } from './browser-memory'
import { FormFields } from './form-fields'
import {
  isEmpty,
  keyOf,
  noValues,
  toFieldValues,
  toShownValues,
  uploadIds,
  withoutUploads,
} from './form-values'
import type { FormValues } from './form-values'
import { problemsOf } from './problems'
import type { Problem } from './problems'
import { useFormDraft } from './use-form-draft'
import type { FormDraftOptions } from './use-form-draft'

type RunFormProps = FormDraftOptions & {
  /** The agent's name: the form's accessible name. */
  name: string
  /** Something is being answered already. */
  isBusy: boolean
  /** Leaves nothing behind once it was sent. */
  isPassing?: boolean
  className?: string
  footClass: string
  /** False: it was not taken, and everything stays. */
  onRun: (asked: Asked) => boolean
}

const noProblems: ReadonlyMap<string, Problem> = new Map()

/** An agent's form with its Run. Pressed while files are on their way, it waits for them and says so. */
export function RunForm(props: RunFormProps) {
  const { form, name, draftKey, isBusy, isPassing = false, className, footClass, onRun } = props
  const draft = useFormDraft(props)
  const { values, filled } = draft
  const element = useRef<HTMLFormElement>(null)
  const [wasTried, setWasTried] = useState(false)
  const [alertKey, setAlertKey] = useState<string | null>(null)
  const problems = wasTried ? problemsOf(form, values) : noProblems

  const [isHeld, setIsHeld] = useState(false)

  const run = () => {
    setIsHeld(false)
    const inputs = toFieldValues(form, values)
    const find = (id: string) => browserUploads.store.getState().uploads[id]
    if (!onRun({ question: '', inputs, shownInputs: toShownValues(inputs, find), attachments: [] })) return
    browserUploads.keep(uploadIds(values))
    browserMemory.writeLast(form.appId, values)
    if (isPassing) browserMemory.forget(draftKey)
    else draft.save()
  }
  const uploads = useHeldFiles(uploadIds(values), isHeld, run)

  const submit = () => {
    if (isBusy || isHeld) return
    const found = problemsOf(form, values)
    const [first] = found.keys()
    setWasTried(found.size > 0)
    setAlertKey(first ?? null)
    if (first === undefined) {
      if (uploads.length === uploadIds(values).length && uploads.every(isWithServer)) run()
      else setIsHeld(true)
      return
    }
    // After the message has appeared that describes the field.
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  const change = (next: () => void) => {
    setAlertKey(null)
    next()
  }
  const addFiles = (field: FormField, files: File[]) => {
    const kinds = kindsOfField(field.kind)
    const [usual] = kinds ?? []
    if (!kinds || !usual) return
    const place = {
      family: 'agent' as const,
      appId: form.appId,
      fieldId: field.id,
      conversationId: null,
      draftId: null,
    }
    const chosen = files.map((file) => ({ file, kind: kindOfName(file.name, kinds) ?? usual }))
    const key = keyOf(field)
    const ids = draft.store.getState().values.files[key] ?? []
    change(() => draft.setFiles(key, [...ids, ...browserUploads.add(chosen, place)]))
  }
  useFileDrop(isHeld ? null : (files) => addDropped(form, files, addFiles))

  const leaveOut = (ids: string[]) => {
    const left = withoutUploads(values, ids)
    draft.replace(left)
    for (const id of ids) browserUploads.remove(id)
    if (problemsOf(form, left).size > 0) setIsHeld(false)
  }
  const replaceFile = (id: string, file: File) => {
    const field = form.fields.find((one) => values.files[keyOf(one)]?.includes(id))
    if (!field) return
    leaveOutQuietly(id)
    addFiles(field, [file])
  }
  const leaveOutQuietly = (id: string) => {
    draft.dropUploads([id])
    browserUploads.remove(id)
  }

  return (
    <form
      ref={element}
      aria-label={name}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      className={className}
    >
      <FormNotes form={form} filled={filled} />
      <FormFields
        form={form}
        values={values}
        problems={problems}
        alertKey={alertKey}
        isFrozen={isHeld}
        onText={(key, text) => change(() => draft.setText(key, text))}
        onFiles={(key, ids) => change(() => draft.setFiles(key, ids))}
        onAddFiles={addFiles}
      />
      <div className={cn('sticky bottom-0 z-10 mt-8 flex flex-wrap items-center gap-2 py-4', footClass)}>
        {isHeld ? (
          <PendingFiles
            uploads={uploads}
            onCancel={() => setIsHeld(false)}
            onLeaveOut={leaveOut}
            onReplace={replaceFile}
          />
        ) : (
          <Foot
            appId={form.appId}
            values={values}
            isBusy={isBusy}
            onReplace={(next) => {
              const left = uploadIds(next)
              setWasTried(false)
              draft.replace(next)
              for (const id of uploadIds(values)) if (!left.includes(id)) browserUploads.remove(id)
            }}
          />
        )}
      </div>
    </form>
  )
}

type FootProps = {
  appId: string
  values: FormValues
  isBusy: boolean
  onReplace: (values: FormValues) => void
}

function Foot({ appId, values, isBusy, onReplace }: FootProps) {
  const t = useTranslations('forms')
  // The browser's storage is not there while the server draws.
  const [last, setLast] = useState<FormValues | null>(null)
  useEffect(() => setLast(browserMemory.readLast(appId)), [appId])
  // Before that, submitting would be the browser's own: a page load, and everything filled in is gone.
  const [isAlive, setIsAlive] = useState(false)
  useEffect(() => setIsAlive(true), [])
  return (
    <>
      <div className="-ml-3 flex grow flex-wrap gap-1">
        {last && (
          <Button size="small" onClick={() => onReplace(last)} className="text-muted">
            {t('useLast')}
          </Button>
        )}
        {!isEmpty(values) && (
          <Button size="small" onClick={() => onReplace(noValues)} className="text-muted">
            {t('clear')}
          </Button>
        )}
      </div>
      <Button type={isAlive ? 'submit' : 'button'} variant="primary" disabled={isBusy}>
        <Icon icon={Play} className="fill-current" />
        {t('run')}
      </Button>
    </>
  )
}

function FormNotes({ form, filled }: { form: AgentForm; filled: string[] }) {
  const t = useTranslations('forms')
  return (
    <>
      {form.isUncertain && <Note>{t('uncertain')}</Note>}
      {filled.length > 0 && <Note>{t('filledFromLink', { names: filled.join(', ') })}</Note>}
    </>
  )
}

function Note({ children }: { children: ReactNode }) {
  return (
    <p className="mb-6 flex gap-2.5 border-l-2 border-accent pl-3 text-sm text-pretty text-muted">
      <Icon icon={Info} className="mt-[3px]" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  )
}

/** What is dropped beside the fields goes to the first one that takes it. */
function addDropped(form: AgentForm, files: File[], add: (field: FormField, files: File[]) => void): void {
  const places = form.fields.filter(({ kind }) => kindsOfField(kind) !== null)
  for (const place of places) {
    const fitting = files.filter(({ name }) => {
      const takes = (field: FormField) => kindOfName(name, kindsOfField(field.kind) ?? []) !== null
      return places.find(takes) === place || (!places.some(takes) && place === places[0])
    })
    if (fitting.length > 0) add(place, fitting)
  }
}
