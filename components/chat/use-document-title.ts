'use client'

import { useEffect } from 'react'
import { useTranslations } from 'use-intl'

/** The window is named after the conversation as soon as it has a title, also before its own page was loaded. */
export function useDocumentTitle(title: string | null): void {
  const product = useTranslations('shell')('product')
  useEffect(() => {
    if (!title) return
    const before = document.title
    const own = `${title} · ${product}`
    document.title = own
    return () => {
      // Unless the next page has said its name already.
      if (document.title === own) document.title = before
    }
  }, [title, product])
}
