'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { Switch } from '@/components/ui/switch'
import { maxTokensLimit } from '@/lib/targets/settings'
import { ChoiceField } from './choice-field'
import { maxTokensRange, readNumber, temperatureRange, topPRange } from './settings-text'
import type { NumberRange } from './settings-text'
import type { SettingsProps } from './settings-props'
import { TypedField } from './typed-field'

/** How the words are drawn, and what comes out. */
export function OutputFields({ groups, settings, onChange }: SettingsProps) {
  const t = useTranslations('models')
  const format = useFormatter()
  const samples = settings.doSample || !groups.includes('output')
  const number = (range: NumberRange) => (text: string) => readNumber(text, range)
  return (
    <>
      {groups.includes('output') && (
        <div>
          <Switch
            label={t('doSample')}
            isOn={settings.doSample}
            onChange={(doSample) => onChange({ doSample })}
          />
          <p className="mt-1 text-sm text-pretty text-muted">{t('doSampleHint')}</p>
        </div>
      )}
      {groups.includes('sampling') && (
        <div className="grid grid-cols-2 gap-4">
          <TypedField
            label={t('temperature')}
            inputMode="decimal"
            placeholder={t('own')}
            disabled={!samples}
            value={textOf(settings.temperature)}
            read={number(temperatureRange)}
            problem={t('temperatureRange')}
            onChange={(temperature) => onChange({ temperature })}
          />
          <TypedField
            label="Top P"
            inputMode="decimal"
            placeholder={t('own')}
            disabled={!samples}
            value={textOf(settings.topP)}
            read={number(topPRange)}
            problem={t('topPRange')}
            onChange={(topP) => onChange({ topP })}
          />
        </div>
      )}
      {groups.includes('output') && (
        <div className="grid grid-cols-2 gap-4">
          <TypedField
            label={t('maxTokens')}
            inputMode="numeric"
            placeholder={t('own')}
            value={textOf(settings.maxTokens)}
            read={number(maxTokensRange)}
            problem={t('maxTokensRange', { max: format.number(maxTokensLimit) })}
            onChange={(maxTokens) => onChange({ maxTokens })}
          />
          <TypedField
            label={t('stop')}
            placeholder={t('stopEmpty')}
            value={settings.stop}
            read={(text) => (text.length <= 200 ? text : undefined)}
            problem={t('stopTooLong')}
            onChange={(stop) => onChange({ stop })}
          />
          <ChoiceField
            label={t('responseFormat')}
            value={settings.responseFormat}
            options={(['text', 'json_object'] as const).map((value) => ({
              value,
              label: t(`responseFormats.${value}`),
            }))}
            onChange={(responseFormat) => onChange({ responseFormat })}
          />
        </div>
      )}
    </>
  )
}

function textOf(value: number | null): string {
  return value === null ? '' : String(value)
}
