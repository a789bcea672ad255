'use client'

import ChevronUp from 'lucide-react/icons/chevron-up'
import LibraryBig from 'lucide-react/icons/library-big'
import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { settingsOf } from '@/components/chat/use-chat-settings'
import { useDrafts } from '@/components/composer/drafts'
import { IconButton } from '@/components/ui/icon-button'
import { PanelButton } from '@/components/ui/panel-button'
import { targetKey } from '@/lib/targets/schema'
import type { Target } from '@/lib/targets/schema'
import type { SettingsProps } from './settings-props'
import { ToolSwitch } from './tool-switch'

const IdChips = lazy(async () => ({ default: (await import('./id-chips')).IdChips }))

type KnowledgeToolProps = Pick<SettingsProps, 'settings' | 'onChange'> & { target: Target }

/** The switch, and while it is on which knowledge containers are searched. */
export function KnowledgeTool({ target, settings, onChange }: KnowledgeToolProps) {
  const t = useTranslations('models')
  const drafts = useDrafts()
  const { usesKnowledge, containers } = settings
  const changeContainers = (next: string[]) => {
    onChange({ containers: next })
    // The next conversation with the same model begins with them.
    const draftKey = targetKey(target)
    const known = settingsOf(drafts.store.getState(), { draftKey, target, stored: null })
    drafts.setSettings(draftKey, { ...known, containers: next })
  }
  return (
    <span className="inline-flex shrink-0 items-center">
      <ToolSwitch
        icon={LibraryBig}
        label={t('knowledge')}
        isOn={usesKnowledge}
        onChange={(isOn) => onChange({ usesKnowledge: isOn })}
      />
      {usesKnowledge && (
        <PanelButton
          title={t('containers')}
          button={(button) => (
            <IconButton
              {...button}
              icon={ChevronUp}
              label={t('containers')}
              size="small"
              className="[&_svg]:size-3.5"
            />
          )}
        >
          <Suspense fallback={<div className="h-24" />}>
            <IdChips
              label={t('containerId')}
              hint={t('containersHint')}
              listLabel={t('containers')}
              ids={containers}
              onChange={changeContainers}
            />
          </Suspense>
        </PanelButton>
      )}
    </span>
  )
}
