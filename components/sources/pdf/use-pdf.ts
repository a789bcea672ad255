'use client'

import { useEffect, useState } from 'react'
import { openPdf, PdfError } from './pdf-library'
import type { PdfDocument, PdfProblem } from './pdf-library'

export type OpenedPdf =
  { state: 'opening' } | { state: 'open'; document: PdfDocument } | { state: 'failed'; problem: PdfProblem }

/** Another `attempt` opens anew what could not be opened. */
export function usePdf(url: string, attempt: number): OpenedPdf {
  const [opened, setOpened] = useState<{ key: string; result: OpenedPdf } | null>(null)
  const key = `${attempt} ${url}`
  useEffect(() => {
    let isGone = false
    const { document, release } = openPdf(url)
    const settle = (result: OpenedPdf) => {
      if (!isGone) setOpened({ key, result })
    }
    document.then(
      (loaded) => settle({ state: 'open', document: loaded }),
      (error: unknown) =>
        settle({ state: 'failed', problem: error instanceof PdfError ? error.problem : 'unreachable' }),
    )
    return () => {
      isGone = true
      release()
    }
  }, [url, key])
  // What was opened for another address is not this document.
  return opened?.key === key ? opened.result : { state: 'opening' }
}
