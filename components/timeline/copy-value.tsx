'use client'

import Check from 'lucide-react/icons/check'
import Copy from 'lucide-react/icons/copy'
import { useTranslations } from 'use-intl'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import { useMoment } from '@/components/ui/use-moment'

/** Copies, and shows for a moment that it did. */
export function CopyValue({ label, copy }: { label: string; copy: () => Promise<boolean> }) {
  const t = useTranslations('timeline')
  const showToast = useToast()
  const [isCopied, setIsCopied] = useMoment(false)
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
