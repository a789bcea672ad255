'use client'

import { useTranslations } from 'use-intl'
import { askedOf, withoutFiles } from '@/components/forms/asked'
import { Button } from '@/components/ui/button'
import { FailedFiles } from '@/components/uploads/run-files'
import type { Message } from '@/lib/conversations/schema'
import type { Upload } from '@/lib/uploads/schema'
import { useIsBusy } from './busy-context'
import { useOpenForm } from './form-runs'
import type { ChatActions } from './use-chat-actions'

type FilesFailedProps = {
  files: Upload[]
  /** Null where it is not loaded: then only what happened can be said. */
  question: Extract<Message, { role: 'person' }> | null
  actions: ChatActions
}

/** The platform was not asked, because files cannot be used: which, why, and the ways on. */
export function FilesFailed({ files, question, actions }: FilesFailedProps) {
  const t = useTranslations('uploads')
  const formText = useTranslations('forms')
  const openForm = useOpenForm()
  const isBusy = useIsBusy()
  const failed = files.filter(({ status }) => status !== 'ready')
  const ids = failed.map(({ id }) => id)
  const rest = question && withoutFiles(askedOf(question), ids)
  return (
    <div className="mt-1 pl-7">
      <FailedFiles files={failed} />
      {question && (
        <div className="mt-3 flex flex-wrap gap-2">
          {rest && (
            <Button
              size="small"
              variant="outline"
              disabled={isBusy}
              onClick={() => void actions.send(rest, question.id)}
            >
              {t('sendWithout', { count: failed.length })}
            </Button>
          )}
          {question.inputs.length > 0 && (
            <Button
              size="small"
              variant="outline"
              disabled={isBusy}
              onClick={() => openForm({ inputs: question.inputs, editedMessageId: question.id })}
            >
              {formText('editRun')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
