'use client'

import { useTranslations } from 'use-intl'
import type { Snippet } from '@/lib/runs/step-search'

const markClass =
  'rounded-[2px] bg-selected font-medium text-ink underline decoration-accent decoration-2 underline-offset-2'

/** Where in a step a search has found something. */
export function FoundWords({ snippet, indent }: { snippet: Snippet; indent: string }) {
  const t = useTranslations('timeline')
  return (
    <p className="truncate pb-1.5 text-xs text-muted" style={{ paddingLeft: indent }}>
      {t('foundIn', { field: snippet.field })} {snippet.before}
      <mark className={markClass}>{snippet.match}</mark>
      {snippet.after}
    </p>
  )
}

/** A name with what was searched for in it marked. */
export function Marked({ text, pattern }: { text: string; pattern: RegExp }) {
  const hit = pattern.exec(text)
  if (!hit) return text
  return (
    <>
      {text.slice(0, hit.index)}
      <mark className={markClass}>{hit[0]}</mark>
      {text.slice(hit.index + hit[0].length)}
    </>
  )
}
