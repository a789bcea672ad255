'use client'

import Check from 'lucide-react/icons/check'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { oversize } from '@/components/composer/question-size'
import { useEnterToSend } from '@/components/composer/use-enter-to-send'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { inputClass } from '@/components/ui/text-field'
import { cn } from '@/lib/cn'
import type { RunQuestion } from '@/lib/runs/events'

/** More options than these can be searched, in a box that scrolls. */
const manyOptions = 12

type QuestionPartProps = {
  question: RunQuestion
  /** False once something was said after it, or while the run still goes on. */
  isOpen: boolean
  /** What the person said after it; null when nothing was. */
  reply: string | null
  onAnswer: (callId: string, text: string) => boolean
}

/** A workflow asks back: its options as buttons, or a field. Afterwards it shows what was answered. */
export function QuestionPart({ question, isOpen, reply, onAnswer }: QuestionPartProps) {
  const t = useTranslations('chat')
  const answer = (text: string) => onAnswer(question.callId, text)
  const hasOptions = question.answerType === 'option' && question.options.length > 0
  const isOption = hasOptions && reply !== null && question.options.includes(reply.trim())
  return (
    <fieldset className={cn('my-4 min-w-0 border-l-2 pl-4', isOpen ? 'border-accent' : 'border-line')}>
      <legend className="float-left w-full font-medium break-words whitespace-pre-wrap">
        {question.text || t('question')}
      </legend>
      <div className="clear-both pt-3">
        {hasOptions && (
          <Options
            options={question.options}
            isOpen={isOpen}
            chosen={reply?.trim() ?? null}
            onAnswer={answer}
          />
        )}
        {!hasOptions && isOpen && <AnswerField onAnswer={answer} />}
        {reply !== null && !isOption && (
          <p className="text-sm break-words whitespace-pre-wrap">
            <span className="text-muted">{t('youAnswered')}: </span>
            {reply}
          </p>
        )}
      </div>
    </fieldset>
  )
}

type OptionsProps = {
  options: string[]
  isOpen: boolean
  chosen: string | null
  onAnswer: (text: string) => void
}

function Options({ options, isOpen, chosen, onAnswer }: OptionsProps) {
  const t = useTranslations('chat')
  const [words, setWords] = useState('')
  const isLong = options.length > manyOptions
  const query = words.trim().toLowerCase()
  const shown = options.filter((option) =>
    // Of a long list only the choice stays once it is made.
    isLong && !isOpen && chosen !== null ? option.trim() === chosen : option.toLowerCase().includes(query),
  )
  return (
    <>
      {isLong && isOpen && (
        <div className="mb-3 flex items-center gap-3">
          <input
            type="text"
            role="searchbox"
            aria-label={t('findOption')}
            placeholder={t('findOption')}
            value={words}
            autoComplete="off"
            onChange={(event) => setWords(event.currentTarget.value)}
            className={cn(inputClass, 'max-w-narrow')}
          />
          <span role="status" className="shrink-0 text-xs text-muted tabular-nums">
            {t('optionCount', { count: shown.length })}
          </span>
        </div>
      )}
      <div
        className={cn(
          'flex flex-wrap gap-2',
          isLong && 'scroll-quiet -m-1 max-h-[17rem] overflow-y-auto p-1',
        )}
      >
        {shown.map((option, index) => {
          const isChosen = chosen === option.trim()
          return (
            <Button
              // oxlint-disable-next-line react/no-array-index-key -- options may repeat and never move
              key={index}
              variant="outline"
              disabled={!isOpen}
              aria-pressed={isOpen ? undefined : isChosen}
              onClick={() => onAnswer(option)}
              className={cn(
                'h-auto min-h-10 max-w-full py-2 text-left break-words whitespace-normal',
                isChosen && !isOpen && 'border-accent! disabled:opacity-100',
              )}
            >
              {isChosen && !isOpen && <Icon icon={Check} className="text-accent" />}
              <span className="min-w-0">{option}</span>
            </Button>
          )
        })}
        {shown.length === 0 && <p className="text-sm text-muted">{t('noOption')}</p>}
      </div>
    </>
  )
}

function AnswerField({ onAnswer }: { onAnswer: (text: string) => boolean }) {
  const t = useTranslations('chat')
  const [text, setText] = useState('')
  const canSend = text.trim() !== '' && oversize(text) === null
  const send = () => {
    if (canSend && onAnswer(text)) setText('')
  }
  const keys = useEnterToSend(send)
  return (
    <form
      className="flex items-end gap-2"
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
        {...keys}
        className="scroll-quiet max-h-40 min-h-10 min-w-0 grow resize-none rounded-control border border-edge bg-raised px-3 py-2 text-base leading-6 outline-none [field-sizing:content] focus-visible:border-accent focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-accent"
      />
      <Button type="submit" variant="outline" disabled={!canSend}>
        {t('answerQuestion')}
      </Button>
    </form>
  )
}
