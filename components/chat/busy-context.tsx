'use client'

import { createContext, use } from 'react'

/** Whether something is being sent or written in this chat. Only the controls that it blocks read it. */
export const BusyContext = createContext(false)

export function useIsBusy(): boolean {
  return use(BusyContext)
}
