'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { NamedIcon } from '@/components/ui/icon'
import { targetPath } from '@/lib/targets/schema'
import type { TargetCard } from '@/lib/targets/schema'
import { SidebarGroup } from './sidebar-group'
import { SidebarLink } from './sidebar-link'

/** What the sidebar says of an agent. */
export type SidebarAgent = Pick<TargetCard, 'target' | 'name' | 'icon'>

/** More than these would push the conversations out of sight. */
const shownAtFirst = 6

export function SidebarAgents({ agents }: { agents: SidebarAgent[] }) {
  const t = useTranslations('shell')
  const locale = useLocale()
  const [isWhole, setIsWhole] = useState(agents.length <= shownAtFirst)
  if (agents.length === 0) return null
  return (
    <>
      <SidebarGroup id="agents" title={t('agents')}>
        {agents.slice(0, isWhole ? agents.length : shownAtFirst).map(({ target, name, icon }) => (
          <li key={target.id}>
            <SidebarLink href={targetPath(target)}>
              <NamedIcon name={icon} className="text-muted" />
              <span className="truncate">{name[locale]}</span>
            </SidebarLink>
          </li>
        ))}
      </SidebarGroup>
      {!isWhole && (
        <Button size="small" className="w-full text-muted" onClick={() => setIsWhole(true)}>
          {t('allAgents', { count: agents.length })}
        </Button>
      )}
    </>
  )
}
