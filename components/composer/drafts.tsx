'use client'

import { createContext, use, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import { useToast } from '@/components/ui/toast'
import { createDrafts } from './drafts-store'
import type { Drafts, DraftsState, DraftStorage } from './drafts-store'

const storageKey = 'moonlake.drafts'

const browserStorage: DraftStorage = {
  read: () => localStorage.getItem(storageKey),
  write: (text) => localStorage.setItem(storageKey, text),
}

const DraftsContext = createContext<Drafts | null>(null)

/** Mounted once, above everything that has a composer and below the toasts. */
export function DraftsProvider({ children }: { children: ReactNode }) {
  const [drafts] = useState(() => createDrafts(browserStorage))
  useEffect(() => {
    drafts.load()
    const onStorage = (event: StorageEvent) => {
      if (event.key === storageKey) drafts.loadQueues()
    }
    addEventListener('storage', onStorage)
    addEventListener('pagehide', drafts.save)
    document.addEventListener('visibilitychange', drafts.save)
    return () => {
      drafts.save()
      removeEventListener('storage', onStorage)
      removeEventListener('pagehide', drafts.save)
      document.removeEventListener('visibilitychange', drafts.save)
    }
  }, [drafts])
  return (
    <DraftsContext value={drafts}>
      {children}
      <BlockedNotice />
    </DraftsContext>
  )
}

export function useDrafts(): Drafts {
  const drafts = use(DraftsContext)
  if (!drafts) throw new Error('useDrafts needs a DraftsProvider above it')
  return drafts
}

export function useDraftsState<Value>(selector: (state: DraftsState) => Value): Value {
  return useStore(useDrafts().store, selector)
}

/** Says once that nothing typed survives this tab. */
function BlockedNotice() {
  const t = useTranslations('composer')
  const showToast = useToast()
  const [wasSaid, setWasSaid] = useState(false)
  const isBlocked = useDraftsState((state) => state.isBlocked)
  useEffect(() => {
    if (!isBlocked || wasSaid) return
    setWasSaid(true)
    showToast({ message: t('storageBlocked') })
  }, [isBlocked, wasSaid, showToast, t])
  return null
}
