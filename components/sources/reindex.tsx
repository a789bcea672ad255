'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { refetchSources, reindexOptions, startReindex } from './query-options'

/** For admins: has the platform index a document again, follows it, then asks for the places anew. */
export function Reindex({ runId, url, onDone }: { runId: string; url: string; onDone: () => void }) {
  const t = useTranslations('sources')
  const queryClient = useQueryClient()
  const start = useMutation({
    mutationFn: () => startReindex(url),
    onSuccess: (state) => queryClient.setQueryData(reindexOptions(url).queryKey, state),
  })
  const progress = useQuery({ ...reindexOptions(url), enabled: start.isSuccess })
  const status = start.isSuccess ? (progress.data?.status ?? 'running') : null
  const finish = useEffectEvent(() => {
    // Places that did not come now come with the next question to the document.
    void refetchSources(queryClient, runId).then(onDone, onDone)
  })
  useEffect(() => {
    if (status === 'done') finish()
  }, [status])
  const isFailed = start.isError || status === 'failed' || progress.isError
  return (
    <div className="flex flex-wrap items-center gap-3 px-4 pb-2 text-sm">
      <Button
        size="small"
        variant="outline"
        isBusy={start.isPending || status === 'running'}
        onClick={() => start.mutate()}
      >
        {t('reindex')}
      </Button>
      <span role="status" className="text-muted">
        {isFailed ? t('reindexFailed') : status === 'running' || start.isPending ? t('reindexing') : ''}
      </span>
    </div>
  )
}
