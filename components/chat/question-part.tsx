'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { enterAction, isTouchDevice, pressOf } from '@/components/composer/enter-key'
import { createImeGuard } from '@/components/composer/ime'
import { oversize } from '@/components/composer/question-size'
import { Button } from '@/components/ui/button'
import type { RunQuestion } from '@/lib/runs/events'

type QuestionPartProps = {
  question: RunQuestion
  /** False once something was said after it, or while the run still goes on. */
  isOpen: boolean
  onAnswer: (callId: string, text: string) => boolean
}

/** A workflow asks back: its options as buttons, or a field. */
export function QuestionPart({ question, isOpen, onAnswer }: QuestionPartProps) {
  const t = useTranslations('chat')
  const answer = (text: string) => onAnswer(question.callId, text)
  return (
    <fieldset className="my-4 min-w-0 border-l-2 border-accent pl-4">
      <legend className="float-left w-full font-medium break-words whitespace-pre-wrap">
        {question.text || t('question')}
      </legend>
      {question.answerType === 'option' ? (
        <div className="clear-both flex flex-wrap gap-2 pt-3">
          {question.options.map((option, index) => (
            <Button
              // oxlint-disable-next-line react/no-array-index-key -- options may repeat and never move
              key={index}
              variant="outline"
              disabled={!isOpen}
              onClick={() => answer(option)}
              className="h-auto min-h-10 max-w-full py-2 text-left whitespace-normal"
            >
              {option}
            </Button>
          ))}
        </div>
      ) : (
        isOpen && <AnswerField onAnswer={answer} />
      )}
    </fieldset>
  )
}

function AnswerField({ onAnswer }: { onAnswer: (text: string) => boolean }) {
  const t = useTranslations('chat')
  const [text, setText] = useState('')
  const [ime] = useState(createImeGuard)
  const canSend = text.trim() !== '' && oversize(text) === null
  const send = () => {
    if (canSend && onAnswer(text)) setText('')
  }
  return (
    <form
      className="clear-both flex items-end gap-2 pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        rows={1}
        dir="auto"
        value={text}
        aria-label={t('yourAnswer')}
        onChange={(event) => setText(event.currentTarget.value)}
        onCompositionEnd={ime.onCompositionEnd}
        onKeyDown={(event) => {
          const action = enterAction(pressOf(event), ime, isTouchDevice())
          if (!action) return
          event.preventDefault()
          if (action === 'send') send()
        }}
        className="scroll-quiet max-h-40 min-h-10 min-w-0 grow resize-none rounded-control border border-edge bg-raised px-3 py-2 text-base leading-6 outline-none [field-sizing:content] focus-visible:border-accent focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-accent"
      />
      <Button type="submit" variant="outline" disabled={!canSend}>
        {t('answerQuestion')}
      </Button>
    </form>
  )
}
