'use client'

import Info from 'lucide-react/icons/info'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { leavesSearchAside } from './settings-text'
import type { SettingsProps } from './settings-props'

/** Upstream uses one kind of tools only; said where that leaves one aside. */
export function ToolFamilyNote({ groups, settings }: Pick<SettingsProps, 'groups' | 'settings'>) {
  const t = useTranslations('models')
  if (!leavesSearchAside(settings, groups)) return null
  return (
    <p role="status" className="flex items-start gap-2 text-sm text-pretty text-muted">
      <Icon icon={Info} className="mt-[3px]" />
      {t('oneFamily')}
    </p>
  )
}
