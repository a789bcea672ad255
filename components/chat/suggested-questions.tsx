'use client'

import { useQuery } from '@tanstack/react-query'
import CornerDownRight from 'lucide-react/icons/corner-down-right'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { suggestionsOptions } from '@/lib/conversations/query-options'

type SuggestedQuestionsProps = { runId: string; onAsk: (question: string) => void }

export function SuggestedQuestions({ runId, onAsk }: SuggestedQuestionsProps) {
  const t = useTranslations('chat')
  const { data } = useQuery(suggestionsOptions(runId))
  if (!data || data.length === 0) return null
  return (
    <ul aria-label={t('suggested')} className="mt-4 animate-rise border-t border-line">
      {data.map((question) => (
        <li key={question} className="border-b border-line">
          <button
            type="button"
            onClick={() => onAsk(question)}
            className="focus-ring-inset flex min-h-11 w-full items-center gap-3 rounded-small py-2 pr-2 text-left text-ui text-muted transition-colors hover:text-ink"
          >
            <Icon icon={CornerDownRight} className="text-accent" />
            <span className="min-w-0 break-words">{question}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
