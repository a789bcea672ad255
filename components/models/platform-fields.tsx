'use client'

import { useTranslations } from 'use-intl'
import { Switch } from '@/components/ui/switch'
import { maxSystemPromptLength } from '@/lib/targets/settings'
import { ChoiceField } from './choice-field'
import { IdChips } from './id-chips'
import { LongField } from './long-field'
import type { SettingsProps } from './settings-props'

/** Of the on-premises platform: which of its two interfaces, and what only the first of them knows. */
export function PlatformFields({ settings, onChange }: SettingsProps) {
  const t = useTranslations('models')
  return (
    <>
      <ChoiceField
        label={t('api')}
        value={settings.api}
        options={(['v1', 'v2'] as const).map((value) => ({ value, label: t(`apis.${value}`) }))}
        onChange={(api) => onChange({ api })}
      />
      {settings.api === 'v1' && (
        <>
          <LongField
            label={t('promptTemplate')}
            hint={t('promptTemplateHint')}
            placeholder={t('promptTemplateEmpty')}
            maxLength={maxSystemPromptLength}
            value={settings.promptTemplate}
            onChange={(promptTemplate) => onChange({ promptTemplate })}
          />
          <Switch
            label={t('remembers')}
            isOn={settings.remembers}
            onChange={(remembers) => onChange({ remembers })}
          />
          <Switch
            label={t('showsReasoning')}
            isOn={settings.showsReasoning}
            onChange={(showsReasoning) => onChange({ showsReasoning })}
          />
          <IdChips
            label={t('fileId')}
            hint={t('fileIdsHint')}
            listLabel={t('fileIds')}
            ids={settings.fileIds}
            onChange={(fileIds) => onChange({ fileIds })}
          />
        </>
      )}
    </>
  )
}
