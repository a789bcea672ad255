'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { ValueBlock } from './value-block'

const slicesAtOnce = 10

/** Passages that a knowledge search found, some at a time. */
export function Slices({ slices, fileName }: { slices: string[]; fileName: string }) {
  const t = useTranslations('timeline')
  const [shown, setShown] = useState(slicesAtOnce)
  const more = slices.length - shown
  return (
    <>
      <ol className="grid gap-3">
        {slices.slice(0, shown).map((slice, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- passages may repeat and never move
          <li key={index} className="min-w-0">
            <ValueBlock
              label={t('slice', { number: String(index + 1) })}
              text={slice}
              fileName={`${fileName}-${index + 1}`}
              isForReading
            />
          </li>
        ))}
      </ol>
      {more > 0 && (
        <Button
          size="small"
          variant="outline"
          className="mt-2"
          onClick={() => setShown(shown + slicesAtOnce)}
        >
          {t('showMoreOf', { count: Math.min(more, slicesAtOnce), total: slices.length })}
        </Button>
      )}
    </>
  )
}
