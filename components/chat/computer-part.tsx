'use client'

import Monitor from 'lucide-react/icons/monitor'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import type { AnswerMedia } from '@/lib/runs/events'

type Computer = Extract<AnswerMedia, { kind: 'computer' }>

const rows = [
  ['task', 'computerTask'],
  ['plan', 'computerPlan'],
  ['action', 'computerAction'],
  ['operation', 'computerOperation'],
  ['status', 'computerStatus'],
] as const

/** The documents' four levels (api-facts §3.5, computer_call); another one is shown as it came. */
const levels = {
  critical: ['levelCritical', 'border-danger text-danger'],
  sensitive: ['levelSensitive', 'border-warning text-warning'],
  general: ['levelGeneral', 'border-line text-muted'],
  end: ['levelEnd', 'border-success text-success'],
} as const

/** What an agent does, or wants to do, on a computer of its own: told, never done here. */
export function ComputerPart({ media }: { media: Computer }) {
  const t = useTranslations('chat')
  return (
    <div
      role="group"
      aria-label={t('computer')}
      className="my-4 rounded-panel border border-line px-4 py-3 text-sm"
    >
      <p className="flex items-center gap-2 font-medium">
        <Icon icon={Monitor} className="text-accent" />
        <span className="grow">{t('computer')}</span>
        {media.level && <Level level={media.level} />}
      </p>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {rows.map(([field, label]) =>
          media[field] ? (
            <div key={field} className="contents">
              <dt className="text-muted">{t(label)}</dt>
              <dd
                className={cn(
                  'break-words whitespace-pre-wrap',
                  field === 'operation' && 'font-mono text-xs leading-5',
                )}
              >
                {media[field]}
              </dd>
            </div>
          ) : null,
        )}
      </dl>
    </div>
  )
}

function Level({ level }: { level: string }) {
  const t = useTranslations('chat')
  const [label, tone] = findLevel(level) ?? [null, 'border-line text-muted']
  return (
    <span className={cn('shrink-0 rounded-chip border px-2 text-xs font-medium', tone)}>
      <span className="sr-only">{t('computerLevel')}: </span>
      {label ? t(label) : level}
    </span>
  )
}

function findLevel(level: string) {
  const word = level.trim().toLowerCase()
  if (word === 'critical' || word === 'sensitive' || word === 'general' || word === 'end') return levels[word]
  return null
}
