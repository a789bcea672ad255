'use client'

import { FailedPage } from '@/components/shell/failed-page'

type Props = { error: Error & { digest?: string }; reset: () => void }

export default function PageError({ error, reset }: Props) {
  return (
    <main className="flex min-h-dvh flex-col">
      <FailedPage reference={error.digest ?? null} onRetry={reset} />
    </main>
  )
}
