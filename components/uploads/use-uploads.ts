'use client'

import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/shallow'
import { browserUploads } from './browser-uploads'
import type { LocalUpload } from './uploads-store'

/** The uploads behind ids, in order; those that are not known yet are left out. */
export function useUploads(ids: readonly string[]): LocalUpload[] {
  return useStore(
    browserUploads.store,
    useShallow(({ uploads }) => ids.flatMap((id) => uploads[id] ?? [])),
  )
}

/** Looks up what an earlier page load uploaded; `onGone` hears of what does not exist any more. */
export function useRecall(ids: readonly string[], onGone: (ids: string[]) => void): void {
  const list = ids.join(',')
  useEffect(() => {
    if (list === '') return
    let isWanted = true
    browserUploads.recall(list.split(',')).then(
      (gone) => {
        if (isWanted && gone.length > 0) onGone(gone)
      },
      // Without the network nothing is known: they stay, and the server checks them when they are sent.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
    // The ids alone say what is to be looked up.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [list])
}
