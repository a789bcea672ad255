'use client'

import CircleAlert from 'lucide-react/icons/circle-alert'
import CircleSlash from 'lucide-react/icons/circle-slash'
import CircleStop from 'lucide-react/icons/circle-stop'
import Info from 'lucide-react/icons/info'
import Unplug from 'lucide-react/icons/unplug'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { LucideIcon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import type { RunFailureCode } from '@/lib/runs/events'
import { isOver } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import { useIsBusy } from './busy-context'

/** Asking the same again cannot help: somebody has to change something first. */
const hopeless: ReadonlySet<RunFailureCode> = new Set([
  'configuration',
  'no_balance',
  'quota',
  'refused',
  'unsafe',
  'not_found',
  'files_failed',
  'prompt_too_long',
  'no_permission',
])

type AnswerEndProps = {
  run: Run
  /** Only what has just happened is called out to assistive technology. */
  isLast: boolean
  /** Null where nothing can be asked again. */
  onRegenerate: (() => void) | null
}

/** How an answer ended when it did not simply end: one calm line, and what can be done. */
export function AnswerEnd({ run, isLast, onRegenerate }: AnswerEndProps) {
  const t = useTranslations('chat')
  const noticeText = useTranslations('notice')
  const notices = run.notices.filter(
    ({ code }) => !(code === 'sensitive' && run.isRetracted) && !(code === 'empty_answer' && run.failure),
  )
  const isBusy = useIsBusy()
  const end = endOf(run)
  return (
    <>
      {notices.map(({ code, count, detail }) => (
        <Line key={code} icon={Info} role={code === 'waiting_to_retry' ? 'status' : undefined}>
          {noticeText(code, { count: count ?? 1, detail: detail ?? '' })}
        </Line>
      ))}
      {end && (
        <Line
          icon={end.icon}
          role={isLast && end.isAlert ? 'alert' : undefined}
          tone={end.isAlert ? 'danger' : 'muted'}
          small={<SmallPrint run={run} />}
          action={
            onRegenerate &&
            end.action && (
              <Button size="small" variant="outline" disabled={isBusy} onClick={onRegenerate}>
                {t(end.action)}
              </Button>
            )
          }
        >
          <EndSentence run={run} />
        </Line>
      )}
    </>
  )
}

type End = { icon: LucideIcon; isAlert: boolean; action: 'retry' | 'regenerate' | null }

/** Which action the line itself offers; the row of actions below then leaves it out. */
export function endOf(run: Run): End | null {
  if (!isOver(run)) return null
  if (run.isRetracted) return { icon: CircleSlash, isAlert: true, action: null }
  const action = run.failure && hopeless.has(run.failure.code) ? null : 'regenerate'
  if (run.status === 'failed') return { icon: CircleAlert, isAlert: true, action: action && 'retry' }
  if (run.status === 'interrupted') return { icon: Unplug, isAlert: true, action }
  if (run.status === 'stopped') return { icon: CircleStop, isAlert: false, action: 'regenerate' }
  return run.failure ? { icon: CircleAlert, isAlert: true, action } : null
}

function EndSentence({ run }: { run: Run }) {
  const t = useTranslations('chat')
  const failureText = useTranslations('failure')
  if (run.isRetracted) return t('retracted')
  if (run.failure) return failureText(run.failure.code)
  if (run.status === 'stopped') return run.parts.length > 0 ? t('stopped') : t('stoppedEmpty')
  return run.status === 'interrupted' ? t('interrupted') : t('failed')
}

function SmallPrint({ run }: { run: Run }) {
  const t = useTranslations('chat')
  const { failure } = run
  if (!failure) return null
  const codes = [
    failure.upstreamCode && t('codeLine', { code: failure.upstreamCode }),
    run.upstreamRequestId && t('requestLine', { id: run.upstreamRequestId }),
  ].filter(Boolean)
  return (
    <>
      {failure.detail && (
        <p className="mt-1 break-words text-muted">{t('upstreamSays', { detail: failure.detail })}</p>
      )}
      {codes.length > 0 && <p className="mt-1 font-mono text-xs break-all text-muted">{codes.join(' · ')}</p>}
    </>
  )
}

type LineProps = {
  icon: LucideIcon
  role: 'alert' | 'status' | undefined
  tone?: 'danger' | 'muted'
  small?: ReactNode
  action?: ReactNode
  children: ReactNode
}

function Line({ icon, role, tone = 'muted', small, action, children }: LineProps) {
  return (
    <div className="mt-4 flex flex-wrap items-start gap-x-3 gap-y-2 text-sm">
      <Icon icon={icon} className={cn('mt-[3px]', tone === 'danger' ? 'text-danger' : 'text-muted')} />
      <div className="min-w-0 flex-[1_1_16rem]">
        <p role={role} className={cn('text-pretty', tone === 'muted' && 'text-muted')}>
          {children}
        </p>
        {small}
      </div>
      {action}
    </div>
  )
}
