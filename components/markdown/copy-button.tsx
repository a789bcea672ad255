'use client'

import { Check, Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useMoment } from '@/components/ui/use-moment'
import { copyText } from './copy-text'

/** Copies what `getText` gives at the time of the click, and says so in its name for two seconds. */
export function CopyButton({
  label,
  getText,
  children,
}: {
  label: string
  getText: (button: HTMLElement) => string
  children?: ReactNode
}) {
  const t = useTranslations('markdown')
  const [outcome, setOutcome] = useMoment<'copied' | 'copyFailed' | null>(null)

  return (
    <button
      type="button"
      className="md-action"
      aria-label={outcome ? t(outcome) : label}
      title={outcome ? t(outcome) : label}
      onClick={async (event) => {
        setOutcome((await copyText(getText(event.currentTarget))) ? 'copied' : 'copyFailed')
      }}
    >
      {outcome === 'copied' ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
      {children}
    </button>
  )
}
