'use client'

import { createContext, lazy, Suspense, use, useState } from 'react'
import type { ReactNode } from 'react'
import type { Asked } from '@/components/forms/asked'
import type { AgentForm, ShownValue } from '@/lib/forms/schema'
import { useIsBusy } from './busy-context'

const RunDialog = lazy(async () => ({ default: (await import('@/components/forms/run-dialog')).RunDialog }))

/** A form to be filled in again. */
type Opening = {
  /** What stands in it at first; null: what was filled in here before. */
  inputs: ShownValue[] | null
  /** The message that gets another version; null: a new message. */
  editedMessageId: string | null
}

const FormRunsContext = createContext<((opening: Opening) => void) | null>(null)

type FormRunsProps = {
  form: AgentForm | null
  appId: string
  agentName: string
  conversationId: string | null
  onRun: (asked: Asked, editedMessageId: string | null) => boolean
  children: ReactNode
}

/** Lets everything within open the agent's form in a window over the conversation. */
export function FormRuns({ form, appId, agentName, conversationId, onRun, children }: FormRunsProps) {
  const [opening, setOpening] = useState<Opening | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const isBusy = useIsBusy()
  return (
    <FormRunsContext
      value={(next) => {
        setOpening(next)
        setIsOpen(true)
      }}
    >
      {children}
      {opening && (
        <Suspense>
          <RunDialog
            form={form}
            appId={appId}
            agentName={agentName}
            conversationId={conversationId}
            inputs={opening.inputs}
            editedMessageId={opening.editedMessageId}
            isBusy={isBusy}
            isOpen={isOpen}
            onOpenChange={setIsOpen}
            onRun={(asked) => {
              const isTaken = onRun(asked, opening.editedMessageId)
              if (isTaken) setIsOpen(false)
              return isTaken
            }}
          />
        </Suspense>
      )}
    </FormRunsContext>
  )
}

/** Opens the form; to be used below a `FormRuns`. */
export function useOpenForm(): (opening: Opening) => void {
  const open = use(FormRunsContext)
  if (!open) throw new Error('useOpenForm needs a FormRuns above it')
  return open
}
