'use client'

import RotateCw from 'lucide-react/icons/rotate-cw'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { MediaKind } from './media-kinds'

/** Stands in the place of what could not be loaded. */
export function MediaFailure({ kind, onRetry }: { kind: MediaKind; onRetry: () => void }) {
  const t = useTranslations('chat')
  return (
    <div className="flex size-full flex-col items-center justify-center gap-2 p-3 text-center text-sm text-muted">
      <p role="status">{t('mediaFailed', { kind: t(kind) })}</p>
      <Button size="small" variant="outline" onClick={onRetry}>
        <Icon icon={RotateCw} className="size-3.5" />
        {t('tryAgain')}
      </Button>
    </div>
  )
}
