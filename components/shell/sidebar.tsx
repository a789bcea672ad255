'use client'

import Blocks from 'lucide-react/icons/blocks'
import Columns2 from 'lucide-react/icons/columns-2'
import PanelLeft from 'lucide-react/icons/panel-left'
import Sparkles from 'lucide-react/icons/sparkles'
import SquarePen from 'lucide-react/icons/square-pen'
import TableProperties from 'lucide-react/icons/table-properties'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import type { ConversationList as Page } from '@/lib/conversations/schema'
import { ConversationList } from './conversation-list'
import { Mark } from './mark'
import { PersonMenu } from './person-menu'
import type { Person } from './person-menu'
import { ReadyLink } from './ready-link'
import { SidebarAgents } from './sidebar-agents'
import type { SidebarAgent } from './sidebar-agents'
import { SidebarLink } from './sidebar-link'
import { useSidebar } from './sidebar-state'

/** Pages that are offered where there is something behind them. */
export type Places = { models: boolean; assistants: boolean; compare: boolean; batches: boolean }

type SidebarProps = { user: Person | null; conversations: Page; agents: SidebarAgent[]; places: Places }

export function Sidebar({ user, conversations, agents, places }: SidebarProps) {
  const t = useTranslations('shell')
  const { isDrawerOpen, toggle } = useSidebar()
  const panel = useRef<HTMLElement>(null)

  // A drawer takes the focus when it opens and gives it back when it closes.
  useEffect(() => {
    if (!isDrawerOpen) return
    const opener = document.activeElement
    panel.current?.querySelector<HTMLElement>('a, button')?.focus({ preventScroll: true })
    return () => {
      if (opener instanceof HTMLElement) requestAnimationFrame(() => opener.focus({ preventScroll: true }))
    }
  }, [isDrawerOpen])

  return (
    <nav
      ref={panel}
      aria-label={t('conversations')}
      className="flex h-full flex-col border-r border-line bg-sunken pt-[env(safe-area-inset-top)] pl-[env(safe-area-inset-left)]"
    >
      <div className="flex h-13 shrink-0 items-center justify-between pr-2 pl-4">
        <ReadyLink
          href="/"
          className="focus-ring flex items-center gap-2.5 rounded-small font-medium tracking-tight"
        >
          <Mark className="size-5 text-accent" />
          {t('product')}
        </ReadyLink>
        <IconButton icon={PanelLeft} label={t('closeSidebar')} keys="Mod B" onClick={toggle} />
      </div>
      <div className="shrink-0 px-2 pt-1">
        <SidebarLink href="/" isLikely>
          <Icon icon={SquarePen} className="text-muted" />
          {t('newChat')}
        </SidebarLink>
      </div>
      <div className="scroll-quiet min-h-0 grow overflow-y-auto overscroll-contain px-2 pb-6">
        <PlaceLinks places={places} />
        <SidebarAgents agents={agents} />
        <ConversationList userId={user?.id ?? null} firstPage={conversations} />
      </div>
      <div className="shrink-0 border-t border-line p-2 pb-[calc(0.5rem+env(safe-area-inset-bottom))]">
        <PersonMenu user={user} />
      </div>
    </nav>
  )
}

function PlaceLinks({ places }: { places: Places }) {
  const t = useTranslations('shell')
  const batches = useTranslations('batches')
  return (
    <>
      {places.models && (
        <SidebarLink href="/models">
          <Icon icon={Sparkles} className="text-muted" />
          {t('models')}
        </SidebarLink>
      )}
      {places.assistants && (
        <SidebarLink href="/assistants">
          <Icon icon={Blocks} className="text-muted" />
          {t('assistants')}
        </SidebarLink>
      )}
      {places.compare && (
        <SidebarLink href="/compare">
          <Icon icon={Columns2} className="text-muted" />
          {t('compare')}
        </SidebarLink>
      )}
      {places.batches && (
        <SidebarLink href="/batches">
          <Icon icon={TableProperties} className="text-muted" />
          {batches('title')}
        </SidebarLink>
      )}
    </>
  )
}
