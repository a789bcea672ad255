'use client'

import { lazy, Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { maxSystemPromptLength } from '@/lib/targets/settings'
import { LongField } from './long-field'
import { OutputFields } from './output-fields'
import { PlatformFields } from './platform-fields'
import type { SettingsProps } from './settings-props'
import { AllToolChoice, FunctionChoice } from './tool-choices'
import { ToolFamilyNote } from './tool-family-note'

const McpServers = lazy(async () => ({ default: (await import('./mcp-servers')).McpServers }))

/** All that can be set and has no switch of its own, as far as the target takes it. */
export function ParameterFields(props: SettingsProps) {
  const { groups, settings, onChange } = props
  const t = useTranslations('models')
  return (
    <div className="grid gap-5">
      {groups.includes('system_prompt') && (
        <LongField
          label={t('systemPrompt')}
          placeholder={t('systemPromptEmpty')}
          maxLength={maxSystemPromptLength}
          value={settings.systemPrompt}
          onChange={(systemPrompt) => onChange({ systemPrompt })}
        />
      )}
      <OutputFields {...props} />
      {groups.includes('platform') && <PlatformFields {...props} />}
      {groups.includes('all_tools') && <AllToolChoice {...props} />}
      {groups.includes('functions') && <FunctionChoice {...props} />}
      <ToolFamilyNote groups={groups} settings={settings} />
      {groups.includes('mcp') && (
        <Suspense fallback={<div className="h-20" />}>
          <McpServers chosen={settings.mcpServers} onChange={(mcpServers) => onChange({ mcpServers })} />
        </Suspense>
      )}
    </div>
  )
}
