'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { IntlProvider } from 'use-intl'
import type { Messages } from 'use-intl'
import { LiveRunsProvider } from '@/components/chat/live-runs'
import { DraftsProvider } from '@/components/composer/drafts'
import { ToastProvider } from '@/components/ui/toast'
import { TooltipLayer } from '@/components/ui/tooltip'
import { ApiError } from '@/lib/http/get-json'
import { timeZoneCookie } from '@/lib/i18n/locale'
import type { Locale } from '@/lib/i18n/locale'
import { writeCookie } from '@/components/shell/cookies'

type ProvidersProps = {
  locale: Locale
  messages: Messages
  timeZone: string
  /** Epoch ms at which the server rendered, so that the browser's first render says the same. */
  now: number
  nonce: string | null
  children: ReactNode
}

export function Providers({ locale, messages, timeZone, now, nonce, children }: ProvidersProps) {
  const [queryClient] = useState(createQueryClient)
  const localTimeZone = useTimeZone(timeZone)
  return (
    <CSPProvider {...(nonce ? { nonce } : {})}>
      <IntlProvider locale={locale} messages={messages} timeZone={localTimeZone} now={new Date(now)}>
        <QueryClientProvider client={queryClient}>
          <ToastProvider>
            <DraftsProvider>
              <LiveRunsProvider>{children}</LiveRunsProvider>
            </DraftsProvider>
          </ToastProvider>
          <TooltipLayer />
        </QueryClientProvider>
      </IntlProvider>
    </CSPProvider>
  )
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // Only what may heal by itself: the network, and a server that starts or is busy.
        retry: (failures, error) =>
          failures < 3 &&
          error instanceof ApiError &&
          (error.code === null || error.code === 'shutting_down'),
      },
    },
  })
}

/** The server's guess for the first render, then the browser's own, kept in a cookie for the next visit. */
function useTimeZone(guess: string): string {
  const [timeZone, setTimeZone] = useState(guess)
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (!own || own === guess) return
    writeCookie(timeZoneCookie, own)
    setTimeZone(own)
  }, [guess])
  return timeZone
}
