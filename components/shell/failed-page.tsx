'use client'

import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'

type FailedPageProps = {
  /** What an admin finds in the log. */
  reference: string | null
  onRetry: () => void
}

export function FailedPage({ reference, onRetry }: FailedPageProps) {
  const t = useTranslations('error')
  const router = useRouter()
  const retry = () =>
    startTransition(() => {
      router.refresh()
      onRetry()
    })
  return (
    <div role="alert" className="mx-auto flex w-full max-w-narrow grow flex-col justify-center px-6 pb-24">
      <h1 className="text-xl font-medium">{t('title')}</h1>
      <p className="mt-2 text-pretty text-muted">{t('text')}</p>
      {reference && (
        <p className="mt-2 text-sm text-muted tabular-nums">{t('reference', { id: reference })}</p>
      )}
      <Button variant="primary" className="mt-6 self-start" onClick={retry}>
        {t('retry')}
      </Button>
    </div>
  )
}
