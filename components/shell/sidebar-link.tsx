'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'
import { PendingMark } from './pending-mark'
import { useSidebar } from './sidebar-state'

export function SidebarLink({ href, children }: { href: string; children: ReactNode }) {
  const isHere = usePathname() === href
  const { closeDrawer } = useSidebar()
  return (
    <Link
      href={href}
      prefetch
      aria-current={isHere ? 'page' : undefined}
      onClick={closeDrawer}
      className={cn(
        'focus-ring-inset relative isolate flex h-9 items-center gap-3 rounded-control px-2.5 transition-colors pointer-coarse:h-11',
        isHere ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      {children}
      <PendingMark />
    </Link>
  )
}
