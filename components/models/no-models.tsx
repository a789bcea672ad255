'use client'

import { useTranslations } from 'use-intl'
import { Mark } from '@/components/shell/mark'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState } from '@/components/ui/empty-state'

/** No model is configured, and no upstream names one. */
export function NoModels({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations('models')
  return (
    <>
      <PageHeader />
      <div className="flex grow flex-col justify-center pb-24">
        <EmptyState
          picture={<Mark className="size-12" />}
          title={t('emptyTitle')}
          text={isAdmin ? t('emptyText') : t('emptyPerson')}
        />
      </div>
    </>
  )
}
