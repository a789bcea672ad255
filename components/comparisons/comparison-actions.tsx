'use client'

import Plus from 'lucide-react/icons/plus'
import Trash2 from 'lucide-react/icons/trash-2'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import type { Comparison } from '@/lib/comparisons/schema'
import { comparePath } from './choice'
import { useDeleteComparison } from './use-delete-comparison'

export function ComparisonActions({ comparison }: { comparison: Comparison }) {
  const t = useTranslations('compare')
  const router = useRouter()
  const { ask, isDeleting, dialog } = useDeleteComparison(() => {
    router.push('/compare')
    router.refresh()
  })
  return (
    <div className="ml-auto flex shrink-0 items-center gap-1">
      <Link
        href={comparePath(comparison.lanes.map(({ target }) => target))}
        aria-label={t('another')}
        className={buttonClass('outline', 'small')}
      >
        <Icon icon={Plus} className="size-3.5" />
        <span className="max-sm:hidden">{t('another')}</span>
        <span className="sm:hidden">{t('anotherShort')}</span>
      </Link>
      <IconButton
        icon={Trash2}
        label={t('delete')}
        disabled={isDeleting}
        onClick={() => ask(comparison.id)}
      />
      {dialog}
    </div>
  )
}
