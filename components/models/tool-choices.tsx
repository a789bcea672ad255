'use client'

import { useTranslations } from 'use-intl'
import { allToolNames, functionNames } from '@/lib/targets/settings'
import { CheckRow } from './check-row'
import type { SettingsProps } from './settings-props'

/** Functions of ours, each with a line on what it does. */
export function FunctionChoice({ settings, onChange }: SettingsProps) {
  const t = useTranslations('models')
  const chosen = settings.functions
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{t('functions')}</legend>
      {functionNames.map((name) => (
        <CheckRow
          key={name}
          label={t(`functionNames.${name}`)}
          text={t(`functionTexts.${name}`)}
          isChecked={chosen.includes(name)}
          onChange={(isOn) =>
            onChange({
              functions: functionNames.filter((one) => (one === name ? isOn : chosen.includes(one))),
            })
          }
        />
      ))}
    </fieldset>
  )
}

/** Tools that run at upstream. */
export function AllToolChoice({ settings, onChange }: SettingsProps) {
  const t = useTranslations('models')
  const chosen = settings.allTools
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{t('allTools')}</legend>
      {allToolNames.map((name) => (
        <CheckRow
          key={name}
          label={t(`allToolNames.${name}`)}
          text={t(`allToolTexts.${name}`)}
          isChecked={chosen.includes(name)}
          onChange={(isOn) =>
            onChange({ allTools: allToolNames.filter((one) => (one === name ? isOn : chosen.includes(one))) })
          }
        />
      ))}
    </fieldset>
  )
}
