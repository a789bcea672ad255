'use client'

import X from 'lucide-react/icons/x'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { inputClass } from '@/components/ui/text-field'
import { cn } from '@/lib/cn'
import { maxPlatformIds } from '@/lib/targets/settings'
import { isPlatformId, splitIds } from './settings-text'

type IdChipsProps = {
  /** Of the field. */
  label: string
  listLabel: string
  hint: string
  ids: readonly string[]
  onChange: (ids: string[]) => void
}

/** Ids of the on-premises platform: typed or pasted, several at once; each a chip that can be taken away. */
export function IdChips({ label, listLabel, hint, ids, onChange }: IdChipsProps) {
  const t = useTranslations('models')
  const id = useId()
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<'idInvalid' | 'idTooMany' | null>(null)
  const add = () => {
    const typed = splitIds(text)
    const next = [...new Set([...ids, ...typed])]
    if (typed.length === 0) return
    if (!typed.every(isPlatformId)) return setProblem('idInvalid')
    if (next.length > maxPlatformIds) return setProblem('idTooMany')
    onChange(next)
    setText('')
  }
  return (
    <div>
      {ids.length > 0 && (
        <ul aria-label={listLabel} className="mb-3 flex flex-wrap gap-1.5">
          {ids.map((one) => (
            <li
              key={one}
              className="inline-flex max-w-full items-center rounded-chip border border-line pl-3 text-sm"
            >
              <span className="truncate font-mono text-xs">{one}</span>
              <IconButton
                icon={X}
                label={t('removeId', { id: one })}
                size="small"
                onClick={() => onChange(ids.filter((other) => other !== one))}
                className="rounded-chip [&_svg]:size-3.5"
              />
            </li>
          ))}
        </ul>
      )}
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <div className="flex items-center gap-2">
        <input
          id={id}
          value={text}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="done"
          aria-invalid={problem !== null || undefined}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setProblem(null)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            add()
          }}
          className={inputClass}
        />
        <Button variant="outline" disabled={text.trim() === ''} onClick={add}>
          {t('addId')}
        </Button>
      </div>
      <p
        id={`${id}-note`}
        role={problem ? 'alert' : undefined}
        className={cn('mt-1.5 text-sm text-pretty', problem ? 'text-danger' : 'text-muted')}
      >
        {problem ? t(problem, { count: maxPlatformIds }) : hint}
      </p>
    </div>
  )
}
