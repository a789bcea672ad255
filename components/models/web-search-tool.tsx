'use client'

import ChevronUp from 'lucide-react/icons/chevron-up'
import Globe from 'lucide-react/icons/globe'
import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '@/components/ui/icon-button'
import { PanelButton } from '@/components/ui/panel-button'
import type { SettingsProps } from './settings-props'
import { ToolSwitch } from './tool-switch'

const WebSearchFields = lazy(async () => ({ default: (await import('./web-search-fields')).WebSearchFields }))

/** The switch, and while it is on the way to its options. */
export function WebSearchTool(props: SettingsProps) {
  const { settings, onChange } = props
  const t = useTranslations('models')
  const { webSearch } = settings
  return (
    <span className="inline-flex shrink-0 items-center">
      <ToolSwitch
        icon={Globe}
        label={t('webSearch')}
        isOn={webSearch.isOn}
        onChange={(isOn) => onChange({ webSearch: { ...webSearch, isOn } })}
      />
      {webSearch.isOn && (
        <PanelButton
          title={t('webSearchOptions')}
          button={(button) => (
            <IconButton
              {...button}
              icon={ChevronUp}
              label={t('webSearchOptions')}
              size="small"
              className="[&_svg]:size-3.5"
            />
          )}
        >
          <Suspense fallback={<div className="h-72" />}>
            <WebSearchFields {...props} />
          </Suspense>
        </PanelButton>
      )}
    </span>
  )
}
