'use client'

import { memo } from 'react'
import { useTranslations } from 'use-intl'
import { Markdown } from '@/components/markdown/markdown'
import type { AnswerMedia } from '@/lib/runs/events'
import { MediaPart } from './media-part'

type Code = Extract<AnswerMedia, { kind: 'code' }>

/** What a code tool of the agent wrote, what it printed and the file it made. */
export const CodePart = memo(function CodePart({ media, isRunning }: { media: Code; isRunning: boolean }) {
  const t = useTranslations('chat')
  return (
    <>
      {media.code && <Markdown text={fenced(media.code)} isStreaming={false} />}
      {media.text && (
        <div className="my-3 border-l border-line pl-4">
          <p className="text-xs font-medium text-muted">{t('codeResult')}</p>
          <pre className="scroll-quiet overflow-x-auto pt-1 font-mono text-sm break-words whitespace-pre-wrap">
            {media.text}
          </pre>
        </div>
      )}
      {media.file && <MediaPart kind="file" url={media.file} isRunning={isRunning} />}
    </>
  )
})

/** A fence longer than any run of backticks inside. Upstream's code tools write Python. */
function fenced(code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((ticks) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  const bare = /^\s*```/.test(code)
  return bare ? code : `${fence}python\n${code}\n${fence}`
}
