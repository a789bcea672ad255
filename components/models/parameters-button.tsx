'use client'

import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal'
import { lazy, Suspense, useId } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { PanelButton } from '@/components/ui/panel-button'
import { changedFields, panelDefaults } from './settings-text'
import type { SettingsProps } from './settings-props'

const ParameterFields = lazy(async () => ({ default: (await import('./parameter-fields')).ParameterFields }))

/** With the number of what is not as it is by itself. */
export function ParametersButton(props: SettingsProps) {
  const { groups, settings, onChange } = props
  const t = useTranslations('models')
  const id = useId()
  const changed = changedFields(settings, groups).length
  return (
    <PanelButton
      title={t('parameters')}
      action={
        changed > 0 && (
          <Button size="small" onClick={() => onChange(panelDefaults(groups))}>
            {t('reset')}
          </Button>
        )
      }
      button={(button) => (
        <>
          <button
            type="button"
            {...button}
            aria-describedby={changed > 0 ? id : undefined}
            data-tooltip={t('parameters')}
            className="focus-ring touch-target relative inline-flex h-9 min-w-9 shrink-0 items-center justify-center gap-1.5 rounded-chip px-2.5 text-sm text-muted transition-colors hover:bg-hover hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink"
          >
            <Icon icon={SlidersHorizontal} />
            <span className="sr-only">{t('parameters')}</span>
            {changed > 0 && (
              <span
                aria-hidden
                className="flex h-4 min-w-4 items-center justify-center rounded-chip bg-accent px-1 text-[0.6875rem] leading-none font-medium text-on-accent tabular-nums"
              >
                {changed}
              </span>
            )}
          </button>
          <span id={id} hidden>
            {t('changed', { count: changed })}
          </span>
        </>
      )}
    >
      <Suspense fallback={<div className="h-96" />}>
        <ParameterFields {...props} />
      </Suspense>
    </PanelButton>
  )
}
