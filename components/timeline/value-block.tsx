'use client'

import Download from 'lucide-react/icons/download'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { cutMiddle, layOutJson } from '@/lib/runs/timeline'

/** A named part of a step: "Input", "Output". */
export function ValuePart({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="not-first:mt-3">
      <p className="pb-1 text-xs font-medium text-muted">{label}</p>
      {children}
    </div>
  )
}

/** Text as it came, JSON laid out; a huge one by its head and tail until somebody asks for all of it. */
export function ValueBlock({ text, fileName }: { text: string; fileName: string }) {
  const t = useTranslations('timeline')
  const format = useFormatter()
  const [isWhole, setIsWhole] = useState(false)
  const shown = layOutJson(text)
  const cut = cutMiddle(shown)
  const size = (chars: number) =>
    t('size', { size: format.number(chars / 1_000, { maximumFractionDigits: 1 }) })
  return (
    <>
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        className="scroll-quiet focus-ring-inset max-h-80 overflow-auto rounded-control bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap"
      >
        {cut && !isWhole ? (
          <>
            {cut.head}
            <span className="block py-2 text-muted">{t('hidden', { size: size(cut.hiddenChars) })}</span>
            {cut.tail}
          </>
        ) : (
          shown
        )}
      </pre>
      {cut && (
        <div className="mt-1 flex items-center gap-1">
          <span className="pr-2 text-xs text-muted tabular-nums">{size(shown.length)}</span>
          {!isWhole && (
            <Button size="small" onClick={() => setIsWhole(true)}>
              {t('showAll')}
            </Button>
          )}
          <Button size="small" onClick={() => download(text, fileName)}>
            <Icon icon={Download} />
            {t('download')}
          </Button>
        </div>
      )}
    </>
  )
}

function download(text: string, fileName: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${fileName.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80) || 'value'}.txt`
  link.click()
  // Safari reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
