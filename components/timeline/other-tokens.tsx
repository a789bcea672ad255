'use client'

import { useFormatter, useTranslations } from 'use-intl'
import type { StepTokens } from '@/lib/runs/step-tokens'

/** The sum of a run's tokens, and those that no line above can be given. */
export function OtherTokens({ tokens: { others, total } }: { tokens: StepTokens }) {
  const t = useTranslations('timeline')
  const format = useFormatter()
  if (!total) return null
  return (
    <div className="mt-1 border-t border-line pt-2 text-xs text-muted tabular-nums">
      {others.length > 0 && (
        <>
          <p>{t('otherTokens')}</p>
          <ul className="mb-2">
            {others.map(({ name, model, runs, tokens }) => (
              <li key={name ?? ''} className="flex gap-3 py-0.5 pl-6">
                <span className="min-w-0 grow truncate">
                  {name === null
                    ? t('otherTokensAll')
                    : runs > 1
                      ? t('otherTokensRuns', { name, count: runs })
                      : name}
                  {model !== null && ` · ${model}`}
                </span>
                <span>{t('tokens', { count: tokens.totalTokens })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="text-right">
        {t('tokensSplit', {
          total: format.number(total.totalTokens),
          input: format.number(total.inputTokens),
          output: format.number(total.outputTokens),
        })}
      </p>
    </div>
  )
}
