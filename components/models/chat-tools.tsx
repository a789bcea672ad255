'use client'

import Brain from 'lucide-react/icons/brain'
import { useTranslations } from 'use-intl'
import { useChatSettings } from '@/components/chat/use-chat-settings'
import type { TargetCard } from '@/lib/targets/schema'
import type { ChatSettings } from '@/lib/targets/settings'
import { KnowledgeTool } from './knowledge-tool'
import { ParametersButton } from './parameters-button'
import { panelGroups } from './settings-text'
import { ToolSwitch } from './tool-switch'
import { WebSearchTool } from './web-search-tool'

export type ChatToolsProps = {
  card: TargetCard
  draftKey: string
  /** What the conversation's last run was asked with. */
  stored: ChatSettings | null
}

/** What the next question is asked with: of all settings those that the target takes. */
export function ChatTools({ card, draftKey, stored }: ChatToolsProps) {
  const t = useTranslations('models')
  const { target, settings: groups } = card
  const { settings, change } = useChatSettings({ draftKey, target, transcript: { settings: stored } })
  return (
    <>
      {groups.includes('thinking') && (
        <ToolSwitch
          icon={Brain}
          label={t('thinking')}
          isOn={settings.thinking}
          onChange={(thinking) => change({ thinking })}
        />
      )}
      {groups.includes('web_search') && (
        <WebSearchTool groups={groups} settings={settings} onChange={change} />
      )}
      {groups.includes('knowledge') && (
        <KnowledgeTool target={target} settings={settings} onChange={change} />
      )}
      {panelGroups(groups).length > 0 && (
        <ParametersButton groups={groups} settings={settings} onChange={change} />
      )}
    </>
  )
}
