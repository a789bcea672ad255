'use client'

import AlignLeft from 'lucide-react/icons/align-left'
import Download from 'lucide-react/icons/download'
import ListTree from 'lucide-react/icons/list-tree'
import Type from 'lucide-react/icons/type'
import { memo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Markdown } from '@/components/markdown/markdown'
import { copyText } from '@/components/markdown/copy-text'
import { IconButton } from '@/components/ui/icon-button'
import { toJsonTree } from '@/lib/runs/json-tree'
import { byteLength, kindOf, layOutJson } from '@/lib/runs/values'
import { CopyValue } from './copy-value'
import { downloadText, toFileName } from './download'
import { JsonView } from './json-view'
import { LongText } from './long-text'
import { useSize } from './use-size'

type ValueBlockProps = {
  /** What the value is: "Input", "Output". */
  label: string
  text: string
  fileName: string
  /** Whether Markdown is formatted at first, as it is meant to be read. */
  isForReading?: boolean
}

/** One value of a step: JSON as a tree, Markdown formatted, anything else as it came; with its size, copy, download. */
export const ValueBlock = memo(function ValueBlock(props: ValueBlockProps) {
  const { label, text, fileName, isForReading = false } = props
  const t = useTranslations('timeline')
  const size = useSize()
  const [chosen, setChosen] = useState<boolean | null>(null)
  const kind = kindOf(text)
  const tree = kind === 'json' ? toJsonTree(text) : null
  const canFormat = tree !== null || kind === 'markdown'
  const isFormatted = canFormat && (chosen ?? (tree !== null || isForReading))
  const bytes = byteLength(text)
  return (
    <div role="group" aria-label={label} className="not-first:mt-4">
      <div className="flex min-h-7 items-center gap-1 pb-1">
        <p className="text-xs font-medium text-muted">{label}</p>
        <span className="grow pl-1 text-xs text-muted tabular-nums">{size(bytes)}</span>
        {canFormat && (
          <IconButton
            icon={isFormatted ? AlignLeft : tree ? ListTree : Type}
            label={isFormatted ? t('plain') : t(tree ? 'tree' : 'rendered')}
            size="small"
            onClick={() => setChosen(!isFormatted)}
          />
        )}
        <CopyValue label={t('copyPart', { part: label })} copy={() => copyText(text)} />
        <IconButton
          icon={Download}
          label={t('downloadPart', { part: label })}
          size="small"
          onClick={() => downloadText(text, toFileName(fileName, kind === 'json' ? 'json' : 'txt'))}
        />
      </div>
      {text === '' ? (
        <p className="text-muted">{t('nothing')}</p>
      ) : isFormatted && tree ? (
        <JsonView node={tree} label={t('jsonOf', { part: label })} />
      ) : isFormatted ? (
        <div
          role="group"
          aria-label={label}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
          tabIndex={0}
          className="scroll-quiet focus-ring-inset max-h-[32rem] overflow-auto rounded-control border border-line px-4 py-2 text-ui"
        >
          <Markdown text={text} isStreaming={false} />
        </div>
      ) : (
        <LongText text={layOutJson(text)} label={label} />
      )}
    </div>
  )
})
