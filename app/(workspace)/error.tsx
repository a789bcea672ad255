'use client'

import { PageHeader } from '@/components/shell/page-header'
import { FailedPage } from '@/components/shell/failed-page'

type Props = { error: Error & { digest?: string }; reset: () => void }

export default function WorkspaceError({ error, reset }: Props) {
  return (
    <>
      <PageHeader />
      <FailedPage reference={error.digest ?? null} onRetry={reset} />
    </>
  )
}
