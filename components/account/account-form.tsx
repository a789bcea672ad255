'use client'

import { useState } from 'react'
import type { ReactNode, SubmitEvent } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ApiError, sendRequest } from '@/lib/http/get-json'

type AccountFormProps = {
  title: string
  text: string
  /** The verb on the button. */
  verb: string
  address: string
  /** What to send, or null when a field has something to say first. */
  read: (form: FormData) => Record<string, string> | null
  destination: string
  children: ReactNode
}

/** Sends a form and goes on to `destination` with a whole new page, so that nothing of the old person stays. */
export function AccountForm({ title, text, verb, address, read, destination, children }: AccountFormProps) {
  const tError = useTranslations('error')
  const [state, setState] = useState<{ isBusy: boolean; problem: string | null }>({
    isBusy: false,
    problem: null,
  })

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const body = read(new FormData(form))
    if (!body) {
      setState({ isBusy: false, problem: null })
      // Once the fields have been drawn with what is wrong.
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    setState({ isBusy: true, problem: null })
    try {
      await sendRequest('POST', address, body)
      location.assign(destination)
    } catch (error) {
      const code = error instanceof ApiError ? (error.code ?? 'offline') : 'internal'
      setState({ isBusy: false, problem: tError(code) })
    }
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <h1 className="text-xl font-medium">{title}</h1>
      <p className="mt-1 mb-8 text-pretty text-muted">{text}</p>
      <div className="space-y-5">{children}</div>
      {state.problem && (
        <p role="alert" className="mt-5 text-sm text-danger">
          {state.problem}
        </p>
      )}
      <Button type="submit" variant="primary" isBusy={state.isBusy} className="mt-6 w-full">
        {verb}
      </Button>
    </form>
  )
}
