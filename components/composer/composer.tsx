'use client'

import ArrowUp from 'lucide-react/icons/arrow-up'
import ListPlus from 'lucide-react/icons/list-plus'
import Square from 'lucide-react/icons/square'
import { useEffect, useId, useRef, useState } from 'react'
import type { ClipboardEvent, KeyboardEvent, ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { IconButton } from '@/components/ui/icon-button'
import { maxQuestionBytes } from '@/lib/runs/start-run-schema'
import { useDrafts, useDraftsState } from './drafts'
import { enterAction, isTouchDevice, pressOf } from './enter-key'
import { createImeGuard } from './ime'
import { oversize } from './question-size'
import { createSentHistory } from './sent-history'
import { useEarlyText, useGrowth } from './text-box'

type ComposerProps = {
  /** What is typed is kept under it until it is sent. */
  draftKey: string
  placeholder: string
  takesFocus: boolean
  /** An answer is being written: the button stops it, and what is sent waits. */
  isRunning: boolean
  isStopping: boolean
  /** False: it was not taken, and stays in the box. */
  onSend: (text: string) => boolean
  onStop: () => void
  /** The person's own messages, newest first. */
  getSent: () => string[]
  /** Stands at the left of the buttons. */
  accessory?: ReactNode
  /** Files that go along, above the text. */
  files?: ReactNode
  /** With files a message needs no words. */
  hasFiles?: boolean
  /** Sent, and waiting for its files: the text stays as it is. */
  isHeld?: boolean
  onPaste?: (event: ClipboardEvent) => void
}

export function Composer(props: ComposerProps) {
  const { draftKey, placeholder, takesFocus, isRunning, isStopping, onSend, onStop, getSent } = props
  const { accessory, files, hasFiles = false, isHeld = false, onPaste } = props
  const t = useTranslations('composer')
  const format = useFormatter()
  const drafts = useDrafts()
  const text = useDraftsState((state) => state.drafts[draftKey] ?? '')
  const box = useRef<HTMLTextAreaElement>(null)
  const [ime] = useState(createImeGuard)
  const [history] = useState(createSentHistory)
  const noteId = useId()
  useEarlyText(box, (early) => drafts.setDraft(draftKey, early))
  useGrowth(box, text)
  useEffect(() => {
    // The box is in view wherever it stands; what is above it stays where it is.
    if (takesFocus && !isTouchDevice()) box.current?.focus({ preventScroll: true })
  }, [takesFocus])

  const size = oversize(text)
  const canSend = size === null && !isHeld && (hasFiles || text.trim() !== '')
  const write = (next: string) => drafts.setDraft(draftKey, next)

  const send = () => {
    if (!canSend) return
    if (onSend(text)) write('')
    box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const action = enterAction(pressOf(event), ime, isTouchDevice())
    if (action) {
      event.preventDefault()
      if (action === 'send') send()
      return
    }
    if (
      (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') ||
      hasModifier(event) ||
      ime.isComposing(event)
    )
      return
    const earlier = history.step(event.key === 'ArrowUp' ? 'older' : 'newer', text, getSent())
    if (earlier === null) return
    event.preventDefault()
    write(earlier)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      className="@container rounded-panel border border-line bg-raised shadow-float transition-colors focus-within:border-accent"
    >
      {files}
      <textarea
        ref={box}
        rows={1}
        dir="auto"
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        readOnly={isHeld}
        onCompositionEnd={ime.onCompositionEnd}
        placeholder={placeholder}
        aria-label={t('message')}
        aria-invalid={size !== null || undefined}
        aria-describedby={size !== null ? noteId : undefined}
        autoComplete="off"
        enterKeyHint="send"
        className="scroll-quiet block max-h-[40vh] w-full resize-none bg-transparent px-4 pt-3.5 pb-1 text-base leading-6 outline-none [field-sizing:content] read-only:text-muted"
      />
      {size !== null && (
        <p id={noteId} role="alert" className="px-4 pt-1 text-sm text-danger">
          {t('tooLong', {
            size: format.number(size / 1024, { maximumFractionDigits: 1 }),
            limit: format.number(maxQuestionBytes / 1024),
          })}
        </p>
      )}
      <div className="flex items-end gap-1 p-2">
        <div className="min-w-0 grow">{accessory}</div>
        {isRunning && (
          <IconButton
            icon={Square}
            label={t('stop')}
            aria-disabled={isStopping || undefined}
            // The second press of a double click on Send falls on this button, which has taken its place.
            onClick={({ detail }) => detail < 2 && onStop()}
            className="border border-edge text-ink aria-disabled:opacity-45 [&_svg]:size-3 [&_svg]:fill-current"
          />
        )}
        {!isHeld && (!isRunning || text !== '' || hasFiles) && (
          <IconButton
            type="submit"
            icon={isRunning ? ListPlus : ArrowUp}
            label={t('send')}
            variant="primary"
            disabled={!canSend}
          />
        )}
      </div>
    </form>
  )
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.shiftKey || event.ctrlKey || event.metaKey || event.altKey
}
