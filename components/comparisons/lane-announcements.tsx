'use client'

import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useLiveChat } from '@/components/chat/live-runs'
import { useAnnounce } from '@/components/shell/announcer'

const sentences = {
  done: 'announceDone',
  stopped: 'announceStopped',
  failed: 'announceFailed',
  interrupted: 'announceFailed',
  unsent: 'announceUnsent',
} as const

/** Says how each lane ends, by name, to people who do not see it; what happens within lanes would only be noise. */
export function LaneAnnouncements({ chatKey, name }: { chatKey: string; name: string }) {
  const t = useTranslations('compare')
  const announce = useAnnounce()
  const status = useLiveChat(chatKey, ({ run, sending }) => {
    if (run) return run.status
    if (sending?.state === 'sending') return 'waiting'
    // What an earlier visit could not learn is no news.
    return sending?.state === 'failed' && sending.problem?.code !== 'unconfirmed' ? 'unsent' : null
  })
  const before = useRef<typeof status>(null)
  useEffect(() => {
    const last = before.current
    before.current = status
    if (status === null || status === 'waiting' || status === 'answering') return
    // A refusal may come before this lane is drawn for the first time.
    const isNews = last === 'waiting' || last === 'answering' || status === 'unsent'
    if (isNews) announce(t(sentences[status], { name }))
  }, [status, name, announce, t])
  return null
}
