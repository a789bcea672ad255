'use client'

import { useTranslations } from 'use-intl'
import { searchEngines, searchRecencies } from '@/lib/targets/settings'
import { ChoiceField } from './choice-field'
import { readHost, readNumber, resultCountRange } from './settings-text'
import type { SettingsProps } from './settings-props'
import { ToolFamilyNote } from './tool-family-note'
import { TypedField } from './typed-field'

/** Where and how the web is searched. */
export function WebSearchFields({ groups, settings, onChange }: SettingsProps) {
  const t = useTranslations('models')
  const { webSearch } = settings
  const change = (next: Partial<typeof webSearch>) => onChange({ webSearch: { ...webSearch, ...next } })
  return (
    <div className="grid gap-4">
      <ToolFamilyNote groups={groups} settings={settings} />
      <ChoiceField
        label={t('engine')}
        value={webSearch.engine}
        options={searchEngines.map((value) => ({ value, label: t(`engines.${value}`) }))}
        onChange={(engine) => change({ engine })}
      />
      <div className="grid grid-cols-2 gap-4">
        <TypedField
          label={t('resultCount')}
          inputMode="numeric"
          value={String(webSearch.count)}
          read={(text) => readNumber(text, resultCountRange) ?? undefined}
          problem={t('resultCountRange')}
          onChange={(count) => change({ count })}
        />
        <ChoiceField
          label={t('recency')}
          value={webSearch.recency}
          options={searchRecencies.map((value) => ({ value, label: t(`recencies.${value}`) }))}
          onChange={(recency) => change({ recency })}
        />
        <ChoiceField
          label={t('contentSize')}
          value={webSearch.contentSize}
          options={(['medium', 'high'] as const).map((value) => ({
            value,
            label: t(`contentSizes.${value}`),
          }))}
          onChange={(contentSize) => change({ contentSize })}
        />
        <ChoiceField
          label={t('sequence')}
          value={webSearch.sequence}
          options={(['after', 'before'] as const).map((value) => ({ value, label: t(`sequences.${value}`) }))}
          onChange={(sequence) => change({ sequence })}
        />
      </div>
      <TypedField
        label={t('domain')}
        inputMode="url"
        placeholder="example.com"
        value={webSearch.domain}
        read={readHost}
        problem={t('domainProblem')}
        onChange={(domain) => change({ domain })}
      />
    </div>
  )
}
