'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { getTranscriptPage, transcriptOptions } from '@/lib/conversations/query-options'

type EarlierMessagesProps = { conversationId: string; cursor: string }

/** At the top of what is loaded: fetches what comes before when the reader gets near. */
export function EarlierMessages({ conversationId, cursor }: EarlierMessagesProps) {
  const t = useTranslations('chat')
  const queryClient = useQueryClient()
  const { queryKey } = transcriptOptions(conversationId)
  const { mutate, isPending, isError } = useMutation({
    mutationFn: () => getTranscriptPage(conversationId, cursor),
    onSuccess: (page) =>
      queryClient.setQueryData(queryKey, (known) => {
        // Meanwhile another version may have been chosen, or the same page have arrived.
        if (!known || known.earlierCursor !== cursor) return known
        return {
          ...known,
          messages: [...page.messages, ...known.messages],
          earlierCursor: page.earlierCursor,
        }
      }),
  })
  const mark = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = mark.current
    if (!element || isPending || isError) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) mutate()
      },
      { root: element.closest('[data-scroller]'), rootMargin: '600px 0px 0px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [mutate, isPending, isError, cursor])
  return (
    <div ref={mark} className="flex min-h-12 flex-wrap items-center justify-center gap-3 text-sm text-muted">
      {isError && <p role="alert">{t('earlierFailed')}</p>}
      <Button size="small" isBusy={isPending} onClick={() => mutate()}>
        {isError ? t('retry') : t('loadEarlier')}
      </Button>
    </div>
  )
}
