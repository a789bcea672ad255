'use client'

import PanelLeft from 'lucide-react/icons/panel-left'
import SquarePen from 'lucide-react/icons/square-pen'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { cn } from '@/lib/cn'
import { ReadyLink } from './ready-link'
import { useSidebar } from './sidebar-state'

/** The one line at the top of a page; with the way back to the sidebar whenever that is away. */
export function PageHeader({ children }: { children?: ReactNode }) {
  const t = useTranslations('shell')
  const { isOpen, isDrawerOpen, toggle } = useSidebar()
  return (
    <header className="relative z-10 flex h-[calc(3.25rem+env(safe-area-inset-top))] shrink-0 items-center gap-1 px-2 pt-[env(safe-area-inset-top)] md:px-4">
      <div className={cn('flex items-center gap-1', isOpen && 'md:hidden')}>
        <IconButton
          icon={PanelLeft}
          label={t('openSidebar')}
          keys="Mod B"
          aria-expanded={isDrawerOpen || undefined}
          onClick={toggle}
        />
        <ReadyLink
          href="/"
          aria-label={t('newChat')}
          data-tooltip={t('newChat')}
          data-tooltip-keys="Mod Shift O"
          className="focus-ring touch-target inline-flex size-9 items-center justify-center rounded-control text-muted transition-colors hover:bg-hover hover:text-ink"
        >
          <Icon icon={SquarePen} />
        </ReadyLink>
      </div>
      {children}
      <div
        aria-hidden
        className="pointer-events-none absolute inset-x-0 top-full h-4 bg-linear-to-b from-ground to-transparent"
      />
    </header>
  )
}
