'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { NamedIcon } from '@/components/ui/icon'
import type { Agent } from '@/lib/agents/schema'
import { SidebarGroup } from './sidebar-group'
import { SidebarLink } from './sidebar-link'

/** More than these would push the conversations out of sight. */
const shownAtFirst = 6

export function SidebarAgents({ agents }: { agents: Agent[] }) {
  const t = useTranslations('shell')
  const locale = useLocale()
  const [isWhole, setIsWhole] = useState(agents.length <= shownAtFirst)
  if (agents.length === 0) return null
  return (
    <>
      <SidebarGroup id="agents" title={t('agents')}>
        {agents.slice(0, isWhole ? agents.length : shownAtFirst).map((agent) => (
          <li key={agent.appId}>
            <SidebarLink href={`/agents/${agent.appId}`}>
              <NamedIcon name={agent.icon} className="text-muted" />
              <span className="truncate">{agent.name[locale]}</span>
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
