'use client'

import Check from 'lucide-react/icons/check'
import MicOff from 'lucide-react/icons/mic-off'
import X from 'lucide-react/icons/x'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useClock } from '@/components/timeline/use-clock'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { Spinner } from '@/components/ui/spinner'
import { maxRecordingMs, startRecording } from './record-sound'
import type { Recorder, RecordingProblem } from './record-sound'

type RecordingProps = {
  /** The message was sent: what was heard so far goes along. */
  isEnding: boolean
  onFile: (file: File) => void
  onCancel: () => void
}

type State =
  | { name: 'asking' }
  | { name: 'recording'; recorder: Recorder; since: number }
  | { name: 'ending' }
  | { name: 'problem'; problem: RecordingProblem }

/** Records as long as it is there. */
export function Recording({ isEnding, onFile, onCancel }: RecordingProps) {
  const t = useTranslations('composer')
  const [state, setState] = useState<State>({ name: 'asking' })
  const running = useRef<Recorder | null>(null)
  useEffect(() => {
    let isGone = false
    void startRecording().then((started) => {
      if (typeof started === 'string') {
        if (!isGone) setState({ name: 'problem', problem: started })
        return
      }
      if (isGone) return started.cancel()
      running.current = started
      setState({ name: 'recording', recorder: started, since: Date.now() })
    })
    return () => {
      isGone = true
      running.current?.cancel()
      running.current = null
    }
  }, [])

  const stop = async () => {
    const recorder = running.current
    if (!recorder) return
    running.current = null
    setState({ name: 'ending' })
    const file = await recorder.stop()
    if (file) onFile(file)
    else setState({ name: 'problem', problem: 'failed' })
  }
  const stopByItself = useEffectEvent(() => void stop())
  const isRecording = state.name === 'recording'
  useEffect(() => {
    if (!isRecording) return
    const timer = setTimeout(() => stopByItself(), maxRecordingMs)
    return () => clearTimeout(timer)
  }, [isRecording])
  useEffect(() => {
    if (isEnding && isRecording) stopByItself()
  }, [isEnding, isRecording])

  return (
    <div
      role="group"
      aria-label={t('recording')}
      className="flex min-h-12 items-center gap-2 border-b border-line py-1.5 pr-2 pl-4 text-sm"
    >
      {state.name === 'problem' ? (
        <>
          <Icon icon={MicOff} className="text-danger" />
          <p role="alert" className="grow text-pretty">
            {t(`recordingProblem.${state.problem}`)}
          </p>
        </>
      ) : (
        <>
          {isRecording ? (
            <>
              <span aria-hidden className="size-2 animate-pulse rounded-chip bg-danger" />
              <Elapsed since={state.since} />
            </>
          ) : (
            <>
              <Spinner className="text-muted" />
              <p role="status" className="grow text-muted">
                {t(state.name === 'asking' ? 'recordingAsking' : 'recordingEnding')}
              </p>
            </>
          )}
        </>
      )}
      <IconButton
        icon={X}
        label={state.name === 'problem' ? t('closeRecording') : t('cancelRecording')}
        onClick={onCancel}
      />
      {isRecording && (
        <IconButton
          icon={Check}
          label={t('stopRecording')}
          onClick={() => void stop()}
          className="text-accent"
        />
      )}
    </div>
  )
}

function Elapsed({ since }: { since: number }) {
  const now = useClock(true, 250)
  const seconds = Math.max(0, Math.floor((now - since) / 1000))
  return (
    <p role="timer" className="grow text-muted tabular-nums">
      <span className="text-ink">{clock(seconds)}</span> / {clock(Math.ceil(maxRecordingMs / 60_000) * 60)}
    </p>
  )
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
