'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'
import { PendingMark } from './pending-mark'
import { ReadyLink } from './ready-link'
import { useSidebar } from './sidebar-state'

type SidebarLinkProps = { href: string; isLikely?: boolean; children: ReactNode }

export function SidebarLink({ href, isLikely = false, children }: SidebarLinkProps) {
  const isHere = usePathname() === href
  const { closeDrawer } = useSidebar()
  return (
    <ReadyLink
      href={href}
      isLikely={isLikely}
      aria-current={isHere ? 'page' : undefined}
      onClick={closeDrawer}
      className={cn(
        'focus-ring-inset relative isolate flex h-9 items-center gap-3 rounded-control px-2.5 transition-colors pointer-coarse:h-11',
        isHere ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      {children}
      <PendingMark />
    </ReadyLink>
  )
}
