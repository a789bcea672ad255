'use client'

import { useLayoutEffect, useRef, useState } from 'react'
import { enterAction, pressOf } from '@/components/composer/enter-key'
import { createImeGuard } from '@/components/composer/ime'
import { useEarlyText, useGrowth } from '@/components/composer/text-box'
import type { FrameIds } from './field-frame'

type TextBoxProps = FrameIds & { text: string; isFrozen: boolean; onChange: (text: string) => void }

export function TextBox({ controlId, describedBy, isInvalid, text, isFrozen, onChange }: TextBoxProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  const [ime] = useState(createImeGuard)
  const typed = useRef('')
  useLayoutEffect(() => {
    // Kept text that comes when one already stands in the empty box: what is typed next replaces it, and never joins it.
    const isLate = typed.current === '' && text !== '' && document.activeElement === box.current
    if (isLate) box.current?.select()
    typed.current = text
  }, [text])
  const write = (next: string) => {
    typed.current = next
    onChange(next)
  }
  useEarlyText(box, write)
  useGrowth(box, text)
  return (
    <textarea
      ref={box}
      id={controlId}
      rows={1}
      dir="auto"
      value={text}
      readOnly={isFrozen}
      onChange={(event) => write(event.currentTarget.value)}
      onCompositionEnd={ime.onCompositionEnd}
      onKeyDown={(event) => {
        // Enter is a line break here; with Ctrl or Cmd it runs the form.
        if (enterAction(pressOf(event), ime, true) === null) return
        event.preventDefault()
        if (!event.repeat) event.currentTarget.form?.requestSubmit()
      }}
      aria-describedby={describedBy}
      aria-invalid={isInvalid || undefined}
      autoComplete="off"
      className={boxClass}
    />
  )
}

// 16 px on phones: below it Safari zooms into the field.
const boxClass =
  'scroll-quiet block max-h-[40vh] min-h-11 w-full min-w-0 resize-none rounded-control border border-edge bg-raised px-3 py-2.5 text-base leading-6 outline-none transition-colors [field-sizing:content] read-only:border-line read-only:text-muted focus-visible:border-accent focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-accent aria-invalid:border-danger md:min-h-10 md:py-2 md:text-ui md:leading-5.5'
