'use client'

import Check from 'lucide-react/icons/check'
import Copy from 'lucide-react/icons/copy'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'

const shownMs = 2_000

/** Copies, and shows for a moment that it did. */
export function CopyValue({ label, copy }: { label: string; copy: () => Promise<boolean> }) {
  const t = useTranslations('timeline')
  const showToast = useToast()
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), shownMs)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <>
      <IconButton
        icon={isCopied ? Check : Copy}
        label={label}
        size="small"
        onClick={async () => {
          if (await copy()) setIsCopied(true)
          else showToast({ message: t('copyFailed'), tone: 'danger' })
        }}
      />
      <span role="status" className="sr-only">
        {isCopied && t('jsonCopied')}
      </span>
    </>
  )
}
