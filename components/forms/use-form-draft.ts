'use client'

import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import { browserUploads } from '@/components/uploads/browser-uploads'
import { useRecall } from '@/components/uploads/use-uploads'
import { useToast } from '@/components/ui/toast'
import type { AgentForm } from '@/lib/forms/schema'
import { browserMemory } from './browser-memory'
import { createFormDraft } from './form-draft'
import type { FormDraft, FormState } from './form-draft'
import { noValues, uploadIds } from './form-values'
import type { FormValues } from './form-values'
import { prefillOf, withoutPrefill } from './prefill'

export type FormDraftOptions = {
  form: AgentForm
  /** Under which this browser keeps what is filled in. */
  draftKey: string
  /** What stands in it at first: the values of an earlier run. */
  initial: FormValues | null
  /** Whether the page's address may fill fields. */
  takesLink: boolean
}

/** What is being filled in, as it was left and as a link says. The same object as long as the form is shown. */
export function useFormDraft({
  form,
  draftKey,
  initial,
  takesLink,
}: FormDraftOptions): FormDraft & FormState {
  const t = useTranslations('uploads')
  const showToast = useToast()
  const [draft] = useState(() =>
    createFormDraft({ form, memory: browserMemory, key: draftKey, initial: initial ?? noValues }),
  )
  const state = useStore(draft.store)
  useEffect(() => {
    const link = takesLink ? prefillOf(form, new URLSearchParams(location.search)) : null
    const isFilled = link !== null && link.filled.length > 0
    // Of an earlier run: its files belong to the message.
    const last = browserMemory.readLast(form.appId)
    for (const sent of [initial, last]) if (sent) browserUploads.keep(uploadIds(sent))
    draft.load(isFilled ? link : null)
    if (isFilled) history.replaceState(history.state, '', withoutPrefill(new URL(location.href)))
    addEventListener('pagehide', draft.save)
    return () => {
      draft.save()
      removeEventListener('pagehide', draft.save)
    }
    // A form that is shown stays the same form; its page gives every other one a key of its own.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [draft])
  useRecall(uploadIds(state.values), (gone) => {
    draft.dropUploads(gone)
    browserMemory.forgetUploads(gone)
    showToast({ message: t('gone', { count: gone.length }) })
  })
  return { ...draft, ...state }
}
