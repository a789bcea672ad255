'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { sameFigure } from '@/components/markdown/citations'
import { ReferencesContext } from '@/components/markdown/references-context'
import { isOver } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import { sourcesOptions } from './query-options'
import { useSourcesActions } from './sources-context'
import { hasRetrieval, webReferences } from './web-references'

type AnswerReferencesProps = { run: Pick<Run, 'id' | 'status' | 'steps'>; children: ReactNode }

/** Tells the text of an answer (children) what its marks stand for. */
export function AnswerReferences({ run, children }: AnswerReferencesProps) {
  const { id, steps } = run
  const { open } = useSourcesActions()
  const asks = useMemo(() => hasRetrieval({ steps }), [steps])
  // Asked for by the button below the answer, once it comes into view.
  const { data, isError } = useQuery({ ...sourcesOptions(id), enabled: false })
  const isPending = asks && !isError && data === undefined
  const isRunning = !isOver(run)
  const references = useMemo(() => {
    const images = data?.documents.flatMap((document) => document.images) ?? []
    return {
      pages: webReferences({ steps }),
      figureOf(marker: string) {
        const image = images.find((one) => sameFigure(one.marker, marker))
        return image ? image.url : isPending || (isRunning && asks) ? undefined : null
      },
      show: (refer: string) => open({ runId: id, item: { kind: 'web', refer } }),
    }
  }, [data, steps, isPending, isRunning, asks, open, id])
  return <ReferencesContext value={references}>{children}</ReferencesContext>
}
