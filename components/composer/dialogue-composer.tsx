'use client'

import Mic from 'lucide-react/icons/mic'
import { lazy, Suspense, useState } from 'react'
import type { ComponentProps, ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '@/components/ui/icon-button'
import { pastedFiles } from '@/components/uploads/dropped-files'
import { useFileDrop } from '@/components/uploads/use-file-drop'
import type { Target } from '@/lib/targets/schema'
import { acceptOf } from '@/lib/uploads/limits'
import type { Upload, UploadKind } from '@/lib/uploads/schema'
import { AttachButton } from './attach-button'
import { Composer } from './composer'
import { useDrafts } from './drafts'
import { useAttachments } from './use-attachments'

const Recording = lazy(async () => ({ default: (await import('./recording')).Recording }))
const AttachedFiles = lazy(async () => ({ default: (await import('./attached-files')).AttachedFiles }))

type DialogueComposerProps = Omit<
  ComponentProps<typeof Composer>,
  'onSend' | 'files' | 'hasFiles' | 'isHeld' | 'onPaste'
> & {
  target: Target
  /** Kinds of files that may go along; none: there is no way to add one. */
  attaches: readonly UploadKind[]
  conversationId: string | null
  /** What the next question is asked with, behind the accessory. */
  tools?: ReactNode
  /** False: it was not taken, and stays in the box. */
  onSend: (text: string, attachments: Upload[]) => boolean
}

/** The message box of whatever one talks to: words and files, chosen, dropped anywhere or pasted. */
export function DialogueComposer(allProps: DialogueComposerProps) {
  const { target, attaches, conversationId, tools, onSend, ...props } = allProps
  const { draftKey, isRunning, accessory } = props
  const t = useTranslations('composer')
  const drafts = useDrafts()
  const attachments = useAttachments({ draftKey, target, attaches, conversationId })
  const { ids, isAdding, add, change } = attachments
  const hasFiles = ids.length > 0 || isAdding
  const [isHeld, setIsHeld] = useState(false)
  const [isRecording, setIsRecording] = useState(false)
  // Between the first message and its conversation there is no place for a file.
  const canAttach = attaches.length > 0 && !isHeld && !(isRunning && conversationId === null)
  const isOver = useFileDrop(canAttach ? add : null)

  const send = (text: string) => {
    if (!hasFiles && !isRecording) return onSend(text, [])
    setIsHeld(true)
    return false
  }
  const sendWith = (uploads: Upload[]) => {
    setIsHeld(false)
    const text = drafts.store.getState().drafts[draftKey] ?? ''
    if (!onSend(text, uploads)) return
    drafts.setDraft(draftKey, '')
    change([])
  }
  return (
    <>
      {isOver && <DropNote />}
      <Composer
        {...props}
        onSend={send}
        hasFiles={hasFiles || isRecording}
        isHeld={isHeld}
        onPaste={(event) => {
          const files = pastedFiles(event.clipboardData)
          if (files.length === 0 || !canAttach) return
          event.preventDefault()
          add(files)
        }}
        files={
          <>
            {isRecording && (
              <Suspense>
                <Recording
                  isEnding={isHeld}
                  onFile={(file) => {
                    setIsRecording(false)
                    add([file])
                  }}
                  onCancel={() => {
                    setIsRecording(false)
                    setIsHeld(false)
                  }}
                />
              </Suspense>
            )}
            {(hasFiles || isHeld) && (
              <Suspense>
                <AttachedFiles
                  attachments={attachments}
                  isHeld={isHeld && !isRecording}
                  onReady={sendWith}
                  onCancel={() => setIsHeld(false)}
                />
              </Suspense>
            )}
          </>
        }
        accessory={
          <div className="flex min-w-0 flex-wrap items-center gap-0.5">
            {attaches.length > 0 && (
              <AttachButton
                accept={acceptOf(attaches, target.family)}
                isDisabled={!canAttach}
                onFiles={add}
              />
            )}
            {target.family === 'model' && attaches.includes('audio') && (
              <IconButton
                icon={Mic}
                label={t('record')}
                aria-pressed={isRecording}
                disabled={!canAttach || isRecording}
                onClick={() => setIsRecording(true)}
              />
            )}
            {accessory}
            {tools}
          </div>
        }
      />
    </>
  )
}

function DropNote() {
  const t = useTranslations('uploads')
  return (
    <div
      aria-hidden
      className="pointer-events-none fixed inset-2 z-30 flex animate-fade items-center justify-center rounded-panel border-2 border-dashed border-accent bg-ground/85"
    >
      <span className="rounded-panel bg-raised px-6 py-4 text-lg font-medium shadow-float">
        {t('dropHere')}
      </span>
    </div>
  )
}
