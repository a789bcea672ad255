'use client'

import { usePathname } from 'next/navigation'
import { createContext, use, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { writeCookie } from './cookies'
import { sidebarCookie } from './sidebar-cookie'

/** Below this width the sidebar is a drawer. Tailwind's `md`. */
const wideQuery = '(min-width: 48rem)'

type SidebarState = {
  /** Beside the page, on wide screens; kept from visit to visit. */
  isOpen: boolean
  /** Over the page, on narrow screens; closed after each way taken. */
  isDrawerOpen: boolean
  toggle: () => void
  closeDrawer: () => void
}

const SidebarContext = createContext<SidebarState | null>(null)

export function SidebarProvider({
  isInitiallyOpen,
  children,
}: {
  isInitiallyOpen: boolean
  children: ReactNode
}) {
  const [isOpen, setIsOpen] = useState(isInitiallyOpen)
  const [drawerPath, setDrawerPath] = useState<string | null>(null)
  const pathname = usePathname()
  const isDrawerOpen = drawerPath === pathname

  const toggle = () => {
    if (!matchMedia(wideQuery).matches) return setDrawerPath(isDrawerOpen ? null : pathname)
    setIsOpen(!isOpen)
    writeCookie(sidebarCookie, isOpen ? 'closed' : 'open')
  }
  const closeDrawer = () => setDrawerPath(null)

  useEffect(() => {
    if (!isDrawerOpen) return
    const wide = matchMedia(wideQuery)
    const close = () => setDrawerPath(null)
    wide.addEventListener('change', close)
    return () => wide.removeEventListener('change', close)
  }, [isDrawerOpen])

  return <SidebarContext value={{ isOpen, isDrawerOpen, toggle, closeDrawer }}>{children}</SidebarContext>
}

export function useSidebar(): SidebarState {
  const state = use(SidebarContext)
  if (!state) throw new Error('useSidebar needs a SidebarProvider above it')
  return state
}
