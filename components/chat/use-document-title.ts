'use client'

import { useEffect } from 'react'
import { useTranslations } from 'use-intl'

/** The window is named after the conversation as soon as it has a title, also before its own page was loaded. */
export function useDocumentTitle(title: string | null): void {
  const product = useTranslations('shell')('product')
  useEffect(() => {
    if (!title) return
    const before = document.title
    document.title = `${title} · ${product}`
    return () => {
      document.title = before
    }
  }, [title, product])
}
