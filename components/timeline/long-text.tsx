'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { byteLength, cutMiddle, toChunks } from '@/lib/runs/values'
import { useSize } from './use-size'

/** Above it "Show all" says that it may be slow. */
const hugeChars = 1_000_000

/** Text as it is; a long one by its head and tail until somebody asks for all of it. */
export function LongText({ text, label }: { text: string; label: string }) {
  const t = useTranslations('timeline')
  const size = useSize()
  const [isWhole, setIsWhole] = useState(false)
  const cut = isWhole ? null : cutMiddle(text)
  return (
    <>
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={label}
        role="group"
        translate="no"
        className="scroll-quiet focus-ring-inset max-h-96 overflow-auto rounded-control bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap"
      >
        {cut ? (
          <>
            {cut.head}
            <span className="my-2 block border-y border-dashed border-line py-1 text-center font-sans text-muted">
              {t('hidden', { size: size(byteLength(cut.hidden)) })}
            </span>
            {cut.tail}
          </>
        ) : (
          <WholeText text={text} />
        )}
      </pre>
      {cut && (
        <Button size="small" variant="outline" className="mt-2" onClick={() => setIsWhole(true)}>
          {text.length > hugeChars ? t('showAllHuge', { size: size(byteLength(text)) }) : t('showAll')}
        </Button>
      )}
    </>
  )
}

/** In pieces of which the browser lays out only those in view. */
function WholeText({ text }: { text: string }) {
  const chunks = toChunks(text)
  if (chunks.length === 1) return text
  return chunks.map((chunk, index) => (
    <span
      // oxlint-disable-next-line react/no-array-index-key -- pieces of one text never move
      key={index}
      className="block [contain-intrinsic-size:auto_80rem] [content-visibility:auto]"
    >
      {chunk}
    </span>
  ))
}
