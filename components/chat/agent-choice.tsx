'use client'

import ChevronDown from 'lucide-react/icons/chevron-down'
import { useRouter } from 'next/navigation'
import { lazy } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useDrafts } from '@/components/composer/drafts'
import { moveAttachments } from '@/components/composer/use-attachments'
import { Icon, NamedIcon } from '@/components/ui/icon'
import { MenuButton } from '@/components/ui/menu-button'
import type { Agent } from '@/lib/agents/schema'

const MenuChoice = lazy(async () => ({ default: (await import('@/components/ui/menu')).MenuChoice }))

type AgentChoiceProps = { agent: Agent; agents: Agent[] }

/** Whom the composer asks; choosing another one leads to its page and takes what was typed along. */
export function AgentChoice({ agent, agents }: AgentChoiceProps) {
  const t = useTranslations('composer')
  const locale = useLocale()
  const router = useRouter()
  const drafts = useDrafts()
  const choose = (appId: string) => {
    if (appId === agent.appId) return
    const from = `agent:${agent.appId}`
    const to = `agent:${appId}`
    drafts.moveDraft(from, to)
    void moveAttachments(drafts, from, { draftKey: to, appId })
    router.push(`/agents/${appId}`)
  }
  return (
    <MenuButton
      label={t('agent')}
      side="top"
      align="start"
      button={(button) => (
        <button
          type="button"
          {...button}
          aria-label={t('agentNamed', { agent: agent.name[locale] })}
          className="focus-ring touch-target inline-flex h-9 max-w-full items-center gap-2 rounded-chip px-3 text-sm text-muted transition-colors hover:bg-hover hover:text-ink"
        >
          <NamedIcon name={agent.icon} />
          <span className="truncate">{agent.name[locale]}</span>
          <Icon icon={ChevronDown} className="size-3.5" />
        </button>
      )}
    >
      <MenuChoice
        label={t('agent')}
        value={agent.appId}
        options={agents.map(({ appId, name }) => ({ value: appId, label: name[locale] }))}
        onChoose={choose}
      />
    </MenuButton>
  )
}
