'use client'

import CircleAlert from 'lucide-react/icons/circle-alert'
import { useTranslations } from 'use-intl'
import { useClock } from '@/components/timeline/use-clock'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import type { SendProblem } from './live-runs-store'
import type { ChatActions } from './use-chat-actions'

type SendFailureProps = {
  problem: SendProblem
  /** There are words to take back; else there is only something to try again. Null: neither, it stays. */
  hasText: boolean | null
  /** Another answer is being written: nothing can be sent now. */
  isBusy: boolean
  actions: ChatActions
}

export function SendFailure({ problem, hasText, isBusy, actions }: SendFailureProps) {
  const t = useTranslations('chat')
  const errorText = useTranslations('error')
  const seconds = useCountdown(problem.retryAt)
  const canRetry = problem.code !== 'send_key_reused' && problem.code !== 'question_too_long'
  return (
    <div
      className={cn(
        'flex flex-wrap items-start gap-x-3 gap-y-2 text-sm',
        hasText === null ? 'justify-between' : 'mt-3 justify-end',
      )}
    >
      <p role="alert" className="flex min-w-0 gap-2 text-pretty text-danger">
        <Icon icon={CircleAlert} className="mt-[3px]" />
        {isOwn(problem.code) ? t(`sendProblem.${problem.code}`) : errorText(problem.code)}
      </p>
      <div className="flex gap-1">
        {hasText === true && (
          <Button size="small" onClick={actions.putBack}>
            {t('putBack')}
          </Button>
        )}
        {hasText === false && (
          <Button size="small" onClick={actions.dismiss}>
            {t('dismiss')}
          </Button>
        )}
        {canRetry && (
          <Button size="small" variant="outline" disabled={isBusy || seconds > 0} onClick={actions.retry}>
            {seconds > 0 ? t('retryIn', { seconds: String(seconds) }) : t('retry')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Codes that say something else to somebody who has just sent a message. */
const ownCodes = [
  'offline',
  'unconfirmed',
  'invalid_request',
  'question_empty',
  'question_too_long',
  'unauthenticated',
  'forbidden_origin',
  'not_found',
  'agent_unknown',
  'run_active',
  'body_too_large',
  'unsupported_media_type',
  'send_key_reused',
  'too_many_requests',
  'too_many_runs',
  'internal',
  'shutting_down',
  'storage_unavailable',
  'file_gone',
] as const satisfies SendProblem['code'][]

function isOwn(code: SendProblem['code']): code is (typeof ownCodes)[number] {
  return ownCodes.some((own) => own === code)
}

/** Whole seconds until a moment on our clock; 0 when it has come. */
function useCountdown(until: number | null): number {
  const now = useClock(until !== null, 250)
  return until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1_000))
}
