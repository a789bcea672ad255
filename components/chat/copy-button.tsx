'use client'

import Check from 'lucide-react/icons/check'
import Copy from 'lucide-react/icons/copy'
import { useTranslations } from 'use-intl'
import { useAnnounce } from '@/components/shell/announcer'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import { useMoment } from '@/components/ui/use-moment'

/** Copies, and shows for a moment that it did. */
export function CopyButton({ copy, label }: { copy: () => Promise<boolean>; label?: string }) {
  const t = useTranslations('chat')
  const showToast = useToast()
  const announce = useAnnounce()
  const [isCopied, setIsCopied] = useMoment(false)
  return (
    <IconButton
      icon={isCopied ? Check : Copy}
      label={label ?? t('copy')}
      size="small"
      onClick={async () => {
        if (!(await copy())) return showToast({ message: t('copyFailed'), tone: 'danger' })
        setIsCopied(true)
        announce(t('copied'))
      }}
    />
  )
}
