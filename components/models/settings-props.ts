import type { SettingGroup } from '@/lib/targets/schema'
import type { ChatSettings } from '@/lib/targets/settings'

/** What everything that shows and changes settings is given. */
export type SettingsProps = {
  /** Those that the target takes. */
  groups: readonly SettingGroup[]
  settings: ChatSettings
  onChange: (next: Partial<ChatSettings>) => void
}
