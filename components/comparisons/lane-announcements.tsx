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
    if (sending?.state === 'failed') return 'unsent'
    return sending?.state === 'sending' ? 'waiting' : null
  })
  const before = useRef<typeof status>(null)
  useEffect(() => {
    const wasRunning = before.current === 'waiting' || before.current === 'answering'
    before.current = status
    if (!wasRunning || status === null || status === 'waiting' || status === 'answering') return
    announce(t(sentences[status], { name }))
  }, [status, name, announce, t])
  return null
}
