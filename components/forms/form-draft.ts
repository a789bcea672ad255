/** One form being filled in: what is in it, kept in the browser's memory as it changes. */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { AgentForm } from '@/lib/forms/schema'
import type { FormMemory } from './form-memory'
import { fitting, noValues, withFiles, withText, withoutUploads } from './form-values'
import type { FormValues } from './form-values'
import type { Prefill } from './prefill'

export type FormState = {
  values: FormValues
  /** Names of fields that a link filled. */
  filled: string[]
}

export type FormDraft = {
  store: StoreApi<FormState>
  /** Reads what was kept; what was typed before that stays. A link's values stand above both. */
  load: (link: Prefill | null) => void
  setText: (key: string, text: string) => void
  setFiles: (key: string, ids: string[]) => void
  replace: (values: FormValues) => void
  dropUploads: (ids: readonly string[]) => void
  /** Writes at once; otherwise changes are written after a short pause. */
  save: () => void
}

type Kept = {
  form: AgentForm
  memory: FormMemory
  /** Under which it is kept. */
  key: string
  /** What stands in it before anything was kept. */
  initial: FormValues
}

const pauseMs = 300

export function createFormDraft({ form, memory, key, initial }: Kept): FormDraft {
  const store = createStore<FormState>(() => ({ values: initial, filled: [] }))
  let timer: ReturnType<typeof setTimeout> | undefined
  let isLoaded = false

  const save = () => {
    clearTimeout(timer)
    timer = undefined
    if (isLoaded) memory.write(key, store.getState().values)
  }
  const change = (next: Partial<FormState>) => {
    store.setState(next)
    timer ??= setTimeout(save, pauseMs)
  }
  const values = () => store.getState().values

  return {
    store,
    load: (link) => {
      if (isLoaded) return
      isLoaded = true
      const typed = values() === initial ? noValues : values()
      const saved = fitting(form, memory.read(key) ?? initial)
      store.setState({
        values: over(over(saved, typed), link?.values ?? noValues),
        filled: link?.filled ?? [],
      })
      if (link) save()
    },
    setText: (name, text) => change({ values: withText(values(), name, text) }),
    setFiles: (name, ids) => {
      change({ values: withFiles(values(), name, ids) })
      // A file takes longer to choose again than a word to type.
      save()
    },
    replace: (next) => {
      change({ values: fitting(form, next), filled: [] })
      save()
    },
    dropUploads: (ids) => change({ values: withoutUploads(values(), ids) }),
    save: () => {
      if (timer !== undefined) save()
    },
  }
}

function over(below: FormValues, above: FormValues): FormValues {
  return { texts: { ...below.texts, ...above.texts }, files: { ...below.files, ...above.files } }
}
