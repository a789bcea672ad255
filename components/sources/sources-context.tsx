'use client'

import { useSearchParams } from 'next/navigation'
import { createContext, use, useEffect, useEffectEvent, useMemo, useRef } from 'react'
import type { ReactNode, RefObject } from 'react'
import { holdPlaceIn } from './held-place'
import type { HeldPlace } from './held-place'
import { addressWith, readTarget, sourceParam } from './source-address'
import type { SourceTarget } from './source-address'

type SourcesActions = {
  /** Shows it; the way back closes what was opened. */
  open: (target: SourceTarget) => void
  /** Shows another item in what is open; leaves no trace in the history. */
  change: (target: SourceTarget) => void
  close: () => void
  /** To be said just before the panel's width changes: the reader's place in the conversation stays. */
  holdPlace: () => void
}

const nothing: SourcesActions = { open: () => {}, change: () => {}, close: () => {}, holdPlace: () => {} }

const ActionsContext = createContext<SourcesActions>(nothing)
const TargetContext = createContext<SourceTarget | null>(null)

/** Which source is shown stands in the address, so that a reload and a link show it again. */
export function SourcesProvider({
  column,
  children,
}: {
  /** What becomes narrower beside the panel. */
  column: RefObject<HTMLElement | null>
  children: ReactNode
}) {
  const value = useSearchParams().get(sourceParam)
  const target = useMemo(() => readTarget(value), [value])
  const isPushed = useRef(false)
  const opener = useRef<Element | null>(null)
  const place = useRef<HeldPlace | null>(null)
  const isOpen = target !== null

  const actions = useMemo((): SourcesActions => {
    const change = (next: SourceTarget) => window.history.replaceState(null, '', addressWith(location, next))
    const holdPlace = () => place.current?.hold(opener.current)
    return {
      change,
      holdPlace,
      open(next) {
        if (new URLSearchParams(location.search).has(sourceParam)) return change(next)
        opener.current = document.activeElement
        isPushed.current = true
        holdPlace()
        window.history.pushState(null, '', addressWith(location, next))
      },
      close() {
        if (isPushed.current) window.history.back()
        else {
          holdPlace()
          window.history.replaceState(null, '', addressWith(location, null))
        }
      },
    }
  }, [])

  useEffect(() => {
    if (!column.current) return
    const held = holdPlaceIn(column.current)
    place.current = held
    // Also the ways back and forward open and close it.
    addEventListener('popstate', actions.holdPlace)
    return () => {
      removeEventListener('popstate', actions.holdPlace)
      held.close()
      place.current = null
    }
  }, [column, actions])

  // By the button, by Esc or by the browser's own way back: who closes goes on where they came from.
  const onClosed = useEffectEvent(() => {
    isPushed.current = false
    const element = opener.current
    opener.current = null
    const isAdrift = document.activeElement === null || document.activeElement === document.body
    if (isAdrift && element instanceof HTMLElement && element.isConnected)
      element.focus({ preventScroll: true })
  })
  useEffect(() => {
    if (!isOpen) return
    return () => onClosed()
  }, [isOpen])

  return (
    <ActionsContext value={actions}>
      <TargetContext value={target}>{children}</TargetContext>
    </ActionsContext>
  )
}

export function useSourcesActions(): SourcesActions {
  return use(ActionsContext)
}

export function useSourceTarget(): SourceTarget | null {
  return use(TargetContext)
}
