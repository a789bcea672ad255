/** Chat settings as they are typed and read. Pure. */
import { defaultSettings } from '@/lib/targets/settings'
import type { ChatSettings } from '@/lib/targets/settings'
import type { SettingGroup } from '@/lib/targets/schema'

export type NumberRange = { min: number; max: number; decimals: number }

export const temperatureRange: NumberRange = { min: 0, max: 1, decimals: 2 }
export const topPRange: NumberRange = { min: 0.01, max: 1, decimals: 2 }
export const maxTokensRange: NumberRange = { min: 1, max: 131_072, decimals: 0 }
export const resultCountRange: NumberRange = { min: 1, max: 50, decimals: 0 }

/** A number as it was typed, full-width digits and a decimal comma too; null for nothing, undefined when out of range. */
export function readNumber(text: string, { min, max, decimals }: NumberRange): number | null | undefined {
  const plain = text.normalize('NFKC').trim().replace(',', '.')
  if (plain === '') return null
  if (!/^\d+(?:\.\d*)?$|^\.\d+$/.test(plain)) return undefined
  const digits = plain.split('.')[1]?.replace(/0+$/, '').length ?? 0
  const number = Number(plain)
  return digits <= decimals && number >= min && number <= max ? number : undefined
}

/** What the panel of parameters shows of each group; the rest has switches of its own. */
const panelFields: Partial<Record<SettingGroup, (keyof ChatSettings)[]>> = {
  system_prompt: ['systemPrompt'],
  sampling: ['temperature', 'topP'],
  output: ['doSample', 'maxTokens', 'stop', 'responseFormat'],
  functions: ['functions'],
  mcp: ['mcpServers'],
  all_tools: ['allTools'],
  platform: ['api', 'promptTemplate', 'fileIds', 'remembers', 'showsReasoning'],
}

/** Groups that have a place in the panel. */
export function panelGroups(groups: readonly SettingGroup[]): SettingGroup[] {
  return groups.filter((group) => panelFields[group] !== undefined)
}

/** Names of what is not as it is by itself. */
export function changedFields(
  settings: ChatSettings,
  groups: readonly SettingGroup[],
): (keyof ChatSettings)[] {
  return fieldsOf(groups).filter((field) => !isSame(settings[field], defaultSettings[field]))
}

/** All that the panel shows as it is by itself. */
export function panelDefaults(groups: readonly SettingGroup[]): Partial<ChatSettings> {
  return Object.fromEntries(fieldsOf(groups).map((field) => [field, defaultSettings[field]]))
}

/** Upstream uses one kind of tools only, functions before web search (api-facts §4.1): whether that leaves one aside. */
export function leavesSearchAside(settings: ChatSettings, groups: readonly SettingGroup[]): boolean {
  return (
    groups.includes('functions') &&
    groups.includes('web_search') &&
    settings.functions.length > 0 &&
    settings.webSearch.isOn
  )
}

/** Ids as they are typed or pasted: between blanks, commas and semicolons of either script. */
export function splitIds(text: string): string[] {
  return text.split(/[\s,，、;；]+/).filter((id) => id !== '')
}

/** A knowledge container or file of the on-premises platform. */
export function isPlatformId(id: string): boolean {
  return /^[A-Za-z0-9_.:-]{1,64}$/.test(id)
}

/** A host as it is typed: of an address only its host counts. Undefined for what is none. */
export function readHost(text: string): string | undefined {
  const plain = text.trim()
  if (plain === '') return ''
  const host = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(plain) ? plain : `https://${plain}`)?.hostname
  return host && host.includes('.') && host.length <= 253 ? host : undefined
}

function fieldsOf(groups: readonly SettingGroup[]): (keyof ChatSettings)[] {
  return groups.flatMap((group) => panelFields[group] ?? [])
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}
