'use client'

import ChevronRight from 'lucide-react/icons/chevron-right'
import Paperclip from 'lucide-react/icons/paperclip'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { SentFiles } from '@/components/uploads/sent-files'
import { Icon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import type { ShownValue } from '@/lib/forms/schema'

/** So much of a value stands in its chip. */
const chipChars = 60
const shownChips = 6

/** What a form was run with: a row of chips, and all of it when it is opened. */
export function RunSummary({ inputs }: { inputs: ShownValue[] }) {
  const t = useTranslations('forms')
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  return (
    <div className="w-full min-w-0">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
        className="focus-ring touch-target -mx-2 flex h-7 items-center gap-1.5 rounded-control px-2 text-sm text-muted transition-colors hover:text-ink"
      >
        {t('summary')}
        <Icon icon={ChevronRight} className={cn('size-3.5 transition-transform', isOpen && 'rotate-90')} />
      </button>
      {isOpen ? (
        <dl id={id} className="mt-1.5 grid animate-fade gap-3 pb-1">
          {inputs.map(({ name, value, uploads }) => (
            <div key={name} className="min-w-0">
              <dt dir="auto" className="text-sm break-words text-muted">
                {name}
              </dt>
              <dd dir="auto" className="mt-0.5 text-ui break-words whitespace-pre-wrap">
                {value}
                {uploads.length > 0 && <SentFiles uploads={uploads} />}
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <ul className="mt-1 flex flex-wrap gap-1.5 pb-0.5">
          {inputs.slice(0, shownChips).map((input) => (
            <li
              key={input.name}
              className="flex max-w-full min-w-0 items-center gap-1.5 rounded-small border border-line bg-ground px-2 py-0.5 text-sm"
            >
              <Chip input={input} />
            </li>
          ))}
          {inputs.length > shownChips && (
            <li className="px-1 py-0.5 text-sm text-muted">
              {t('moreValues', { count: inputs.length - shownChips })}
            </li>
          )}
        </ul>
      )}
    </div>
  )
}

function Chip({ input: { name, value, uploads } }: { input: ShownValue }) {
  const t = useTranslations('forms')
  const [first, ...others] = uploads
  const words = first
    ? others.length > 0
      ? `${first.name} +${others.length}`
      : first.name
    : value.trim().replaceAll(/\s+/g, ' ')
  return (
    <>
      {first && <Icon icon={Paperclip} className="size-3.5 text-muted" />}
      <span dir="auto" className="min-w-0 truncate" title={`${name}: ${words}`}>
        <span className="text-muted">{name}: </span>
        {words === '' ? t('empty') : cut(words)}
      </span>
    </>
  )
}

function cut(text: string): string {
  const characters = Array.from(text.slice(0, chipChars * 2))
  return characters.length > chipChars ? `${characters.slice(0, chipChars).join('')}…` : text
}
