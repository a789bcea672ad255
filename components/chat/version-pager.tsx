'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import ChevronRight from 'lucide-react/icons/chevron-right'
import { useTranslations } from 'use-intl'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import { transcriptOptions } from '@/lib/conversations/query-options'
import { transcriptSchema } from '@/lib/conversations/schema'
import { requestJson } from '@/lib/http/get-json'

type VersionPagerProps = {
  conversationId: string
  messageId: string
  /** Ids of all versions, oldest first. */
  versions: string[]
  isDisabled: boolean
}

/** "2 / 3" with the way to the others. */
export function VersionPager({ conversationId, messageId, versions, isDisabled }: VersionPagerProps) {
  const t = useTranslations('chat')
  const showToast = useToast()
  const queryClient = useQueryClient()
  const { queryKey } = transcriptOptions(conversationId)
  const show = useMutation({
    mutationFn: (id: string) =>
      requestJson(
        'PUT',
        `/api/conversations/${encodeURIComponent(conversationId)}/version`,
        transcriptSchema,
        {
          messageId: id,
        },
      ),
    onSuccess: async (transcript) => {
      await queryClient.cancelQueries({ queryKey })
      queryClient.setQueryData(queryKey, transcript)
    },
    onError: () => showToast({ message: t('versionFailed'), tone: 'danger' }),
  })
  const at = versions.indexOf(messageId)
  const previous = versions[at - 1]
  const next = versions[at + 1]
  const isBlocked = isDisabled || show.isPending
  if (versions.length < 2 || at < 0) return null
  return (
    <fieldset aria-label={t('versions')} className="flex items-center text-xs text-muted">
      <IconButton
        icon={ChevronLeft}
        size="small"
        label={t('previousVersion')}
        disabled={isBlocked || previous === undefined}
        onClick={() => previous !== undefined && show.mutate(previous)}
      />
      <span className="tabular-nums">
        {t('versionOf', { current: String(at + 1), total: String(versions.length) })}
      </span>
      <IconButton
        icon={ChevronRight}
        size="small"
        label={t('nextVersion')}
        disabled={isBlocked || next === undefined}
        onClick={() => next !== undefined && show.mutate(next)}
      />
    </fieldset>
  )
}
