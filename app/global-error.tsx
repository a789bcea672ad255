'use client'

import { useEffect, useState } from 'react'
import { buttonClass } from '@/components/ui/button'
import { lastResort } from '@/lib/i18n/last-resort'
import { isLocale } from '@/lib/i18n/locale'
import type { Locale } from '@/lib/i18n/locale'
import './globals.css'

/** When even the layout fails there are no providers: this page stands alone. */
export default function GlobalError({ reset }: { reset: () => void }) {
  const [locale, setLocale] = useState<Locale>('en')
  useEffect(() => {
    const wanted = /(?:^|; )locale=(\w+)/.exec(document.cookie)?.[1] ?? navigator.language.split('-')[0]
    if (isLocale(wanted)) setLocale(wanted)
  }, [])
  const words = lastResort[locale]
  return (
    <html lang={locale} data-theme="system">
      <body>
        <title>{words.title}</title>
        <main role="alert" className="mx-auto flex min-h-dvh max-w-narrow flex-col justify-center px-6 pb-24">
          <h1 className="text-xl font-medium">{words.title}</h1>
          <p className="mt-2 mb-6 text-muted">{words.text}</p>
          <button type="button" className={buttonClass('primary', 'medium', 'self-start')} onClick={reset}>
            {words.retry}
          </button>
        </main>
      </body>
    </html>
  )
}
