'use client'

import { BatchLink } from '@/components/batches/batch-link'
import { useSend } from '@/components/chat/ask-context'
import { useIsBusy } from '@/components/chat/busy-context'
import type { AgentForm } from '@/lib/forms/schema'
import { RunForm } from '@/components/forms/run-form'

/** The form on an agent's start page: what is filled in is kept for the agent, also when it was run. */
export function StartForm({ form, name }: { form: AgentForm; name: string }) {
  const send = useSend()
  const isBusy = useIsBusy()
  return (
    <>
      <BatchLink appId={form.appId} />
      <RunForm
        key={form.appId}
        form={form}
        name={name}
        draftKey={`agent:${form.appId}`}
        initial={null}
        takesLink
        isBusy={isBusy}
        className="mt-10"
        footClass="-mx-4 border-t border-line bg-ground px-4"
        onRun={send}
      />
    </>
  )
}
