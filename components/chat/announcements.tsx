'use client'

import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useAnnounce } from '@/components/shell/announcer'
import { useStepActivity } from '@/components/timeline/step-names'
import { isOver } from '@/lib/runs/run'
import { currentStep } from '@/lib/runs/timeline'
import { useLiveChat } from './live-runs'

/** Says start, step changes, the end and losses of the connection to people who do not see the page. */
export function Announcements({ chatKey, name }: { chatKey: string; name: string }) {
  const t = useTranslations('chat')
  const announce = useAnnounce()
  const activity = useStepActivity()
  const status = useLiveChat(chatKey, ({ run, sending }) =>
    run ? run.status : sending?.state === 'sending' ? 'waiting' : null,
  )
  const stepWords = useLiveChat(chatKey, ({ run }) => {
    const step = run && currentStep(run)
    return step ? activity(step) : null
  })
  const connection = useLiveChat(chatKey, (chat) => (chat.run && isOver(chat.run) ? null : chat.connection))

  useEffect(() => {
    if (stepWords) announce(stepWords)
  }, [stepWords, announce])

  const before = useRef<{ status: typeof status; connection: typeof connection }>({
    status: null,
    connection: null,
  })
  useEffect(() => {
    const last = before.current
    before.current = { status, connection }
    const isRunning = status === 'waiting' || status === 'answering'
    const wasRunning = last.status === 'waiting' || last.status === 'answering'
    if (isRunning && !wasRunning) announce(t('announceStart', { agent: name }))
    // Failures and interruptions stand in the transcript as alerts of their own.
    if (status === 'done' && wasRunning) announce(t('announceDone'))
    if (status === 'stopped' && wasRunning) announce(t('announceStopped'))
    if (connection === 'reconnecting' && last.connection !== 'reconnecting')
      announce(t('announceReconnecting'))
    if (connection === 'open' && last.connection === 'reconnecting') announce(t('announceBack'))
  }, [status, connection, name, announce, t])
  return null
}
