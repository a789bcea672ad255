'use client'

import Monitor from 'lucide-react/icons/monitor'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import type { AnswerMedia } from '@/lib/runs/events'

type Computer = Extract<AnswerMedia, { kind: 'computer' }>

const rows = [
  ['task', 'computerTask'],
  ['plan', 'computerPlan'],
  ['action', 'computerAction'],
  ['operation', 'computerOperation'],
  ['status', 'computerStatus'],
  ['level', 'computerLevel'],
] as const

/** What an agent does, or wants to do, on a computer of its own: told, never done here. */
export function ComputerPart({ media }: { media: Computer }) {
  const t = useTranslations('chat')
  return (
    <div className="my-4 rounded-panel border border-line px-4 py-3 text-sm">
      <p className="flex items-center gap-2 font-medium">
        <Icon icon={Monitor} className="text-accent" />
        {t('computer')}
      </p>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {rows.map(([field, label]) =>
          media[field] ? (
            <div key={field} className="contents">
              <dt className="text-muted">{t(label)}</dt>
              <dd className="break-words whitespace-pre-wrap">{media[field]}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </div>
  )
}
