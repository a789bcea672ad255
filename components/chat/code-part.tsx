'use client'

import { memo } from 'react'
import { useTranslations } from 'use-intl'
import { copyText } from '@/components/markdown/copy-text'
import { fenced } from '@/components/markdown/fenced'
import { Markdown } from '@/components/markdown/markdown'
import { CopyButton } from './copy-button'

type CodePartProps = {
  code: string | null
  /** What it printed. */
  text: string | null
}

/** What a code tool of the agent wrote, and what it printed. */
export const CodePart = memo(function CodePart({ code, text }: CodePartProps) {
  const t = useTranslations('chat')
  return (
    <>
      {code !== null && code !== '' && (
        <div role="group" aria-label={t('codeRun')}>
          {/* Upstream's code tools write Python. */}
          <Markdown text={fenced(code, 'python')} isStreaming={false} />
        </div>
      )}
      {text !== null && text !== '' && (
        <div role="group" aria-label={t('codeResult')} className="my-3 border-l border-line pl-4">
          <div className="flex items-center gap-1">
            <p className="text-xs font-medium text-muted">{t('codeResult')}</p>
            <CopyButton copy={() => copyText(text)} label={t('copyOutput')} />
          </div>
          <pre
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
            tabIndex={0}
            className="scroll-quiet focus-ring-inset max-h-96 overflow-auto pt-1 font-mono text-sm break-words whitespace-pre-wrap"
          >
            {text}
          </pre>
        </div>
      )}
    </>
  )
})
