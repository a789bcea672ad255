'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent } from 'react'
import { useSidebar } from './sidebar-state'

/** Ctrl/Cmd+B: sidebar. Ctrl/Cmd+Shift+O: new chat. Esc: closes the drawer. */
export function useShortcuts(): void {
  const router = useRouter()
  const { toggle, isDrawerOpen, closeDrawer } = useSidebar()

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    if (event.key === 'Escape' && isDrawerOpen) return closeDrawer()
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    if (event.code === 'KeyB' && !event.shiftKey) {
      event.preventDefault()
      toggle()
    }
    if (event.code === 'KeyO' && event.shiftKey) {
      event.preventDefault()
      router.push('/')
    }
  })

  useEffect(() => {
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}
