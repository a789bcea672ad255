'use client'

import ArrowUpRight from 'lucide-react/icons/arrow-up-right'
import { useTranslations } from 'use-intl'
import { useAsk } from '@/components/chat/ask-context'
import { Icon } from '@/components/ui/icon'

/** Each is sent at once. */
export function OpeningQuestions({ questions }: { questions: string[] }) {
  const t = useTranslations('agents')
  const ask = useAsk()
  if (questions.length === 0) return null
  return (
    <section aria-labelledby="opening-questions" className="mt-10">
      <h2 id="opening-questions" className="text-sm font-medium text-muted">
        {t('openingQuestions')}
      </h2>
      <ul className="mt-2">
        {questions.map((question) => (
          <li key={question} className="border-t border-line">
            <button
              type="button"
              onClick={() => ask(question)}
              className="focus-ring group -mx-3 flex w-[calc(100%+1.5rem)] items-start gap-4 rounded-control px-3 py-3 text-left transition-colors hover:bg-hover"
            >
              <span className="grow text-pretty">{question}</span>
              <Icon icon={ArrowUpRight} className="mt-0.5 text-muted" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
