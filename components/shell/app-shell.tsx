'use client'

import { useRef } from 'react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import type { ConversationList } from '@/lib/conversations/schema'
import { Announcer } from './announcer'
import { Sidebar } from './sidebar'
import type { Places } from './sidebar'
import type { SidebarAgent } from './sidebar-agents'
import type { Person } from './person-menu'
import { SidebarProvider, useSidebar } from './sidebar-state'
import { useShortcuts } from './use-shortcuts'

type AppShellProps = {
  user: Person | null
  /** The newest page of the person's conversations, as the server read it. */
  conversations: ConversationList
  agents: SidebarAgent[]
  places: Places
  isSidebarOpen: boolean
  children: ReactNode
}

/** The frame of every workspace page: sidebar, main, and the page's one live region. */
export function AppShell({ isSidebarOpen, children, ...sidebar }: AppShellProps) {
  return (
    <Announcer>
      <SidebarProvider isInitiallyOpen={isSidebarOpen}>
        <Frame sidebar={<Sidebar {...sidebar} />}>{children}</Frame>
      </SidebarProvider>
    </Announcer>
  )
}

function Frame({ sidebar, children }: { sidebar: ReactNode; children: ReactNode }) {
  const t = useTranslations('shell')
  const { isOpen, isDrawerOpen, closeDrawer } = useSidebar()
  const main = useRef<HTMLElement>(null)
  useShortcuts()
  return (
    <div className="flex h-dvh overflow-hidden">
      <a
        href="#content"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
        className="focus-ring fixed top-2 left-2 z-50 -translate-y-20 rounded-control bg-raised px-4 py-2 font-medium shadow-float focus:translate-y-0"
      >
        {t('skipToContent')}
      </a>
      <div
        className={cn(
          'fixed inset-y-0 left-0 z-30 w-sidebar max-w-[85vw] transition-[translate,visibility,margin] duration-200 md:static md:z-auto md:max-w-none md:shrink-0',
          isDrawerOpen ? 'visible translate-x-0 shadow-float md:shadow-none' : 'invisible -translate-x-full',
          isOpen
            ? 'md:visible md:translate-x-0'
            : 'md:invisible md:-ml-(--container-sidebar) md:translate-x-0',
        )}
      >
        {sidebar}
      </div>
      {isDrawerOpen && (
        // For fingers and pointers; keys have Esc and the drawer's own button.
        <button
          type="button"
          aria-hidden
          tabIndex={-1}
          onClick={closeDrawer}
          className="fixed inset-0 z-20 animate-fade bg-veil md:hidden"
        />
      )}
      <main
        ref={main}
        id="content"
        tabIndex={-1}
        inert={isDrawerOpen}
        className="relative flex min-w-0 grow flex-col outline-none"
      >
        {children}
      </main>
    </div>
  )
}
