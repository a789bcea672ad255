'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { oversize } from '@/components/composer/question-size'
import { useEnterToSend } from '@/components/composer/use-enter-to-send'
import { Button } from '@/components/ui/button'
import { SentFiles } from '@/components/uploads/sent-files'
import type { Upload } from '@/lib/uploads/schema'

type EditQuestionProps = {
  text: string
  attachments: Upload[]
  onSend: (text: string, attachments: Upload[]) => void
  onCancel: () => void
}

/** Stands in the question's place. The question as it was stays as a version. */
export function EditQuestion({ text, attachments, onSend, onCancel }: EditQuestionProps) {
  const t = useTranslations('chat')
  const [files, setFiles] = useState(attachments)
  const [value, setValue] = useState(text)
  const canSend = (value.trim() !== '' || files.length > 0) && oversize(value) === null
  const send = () => {
    if (canSend) onSend(value, files)
  }
  const keys = useEnterToSend(send, onCancel)
  return (
    <div className="w-full max-w-question rounded-panel border border-accent bg-raised p-2">
      <textarea
        ref={focusBehind}
        dir="auto"
        rows={2}
        value={value}
        aria-label={t('editMessage')}
        onChange={(event) => setValue(event.currentTarget.value)}
        {...keys}
        className="scroll-quiet block max-h-[40vh] w-full resize-none bg-transparent px-2 py-1 text-base leading-6 outline-none [field-sizing:content]"
      />
      {files.length > 0 && (
        <SentFiles
          uploads={files}
          onRemove={(id) => setFiles(files.filter((file) => file.id !== id))}
          className="px-1 py-1"
        />
      )}
      <div className="mt-1 flex flex-wrap items-center justify-end gap-1">
        <p className="min-w-0 grow px-2 text-xs text-muted">{t('editHint')}</p>
        <Button size="small" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button size="small" variant="primary" disabled={!canSend} onClick={send}>
          {t('sendEdit')}
        </Button>
      </div>
    </div>
  )
}

/** Once, when it appears: the caret goes behind the last word. */
function focusBehind(field: HTMLTextAreaElement | null): void {
  field?.focus()
  field?.setSelectionRange(field.value.length, field.value.length)
}
