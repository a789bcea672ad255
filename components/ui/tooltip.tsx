'use client'

import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'

const openDelayMs = 450
const gapPx = 6
const marginPx = 8

type Tip = { owner: Element; text: string; keys: string | null }

/**
 * One layer for every `data-tooltip` in the page, so that a thousand buttons cost nothing. It repeats what the
 * accessible name says already and is hidden from assistive technology. Mounted once, in the providers.
 */
export function TooltipLayer() {
  const [tip, setTip] = useState<Tip | null>(null)
  useTipOwner(setTip)
  if (!tip) return null
  return createPortal(<TipBox key={tip.text} tip={tip} onLeave={() => setTip(null)} />, document.body)
}

function TipBox({ tip, onLeave }: { tip: Tip; onLeave: () => void }) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (box.current) place(box.current, tip.owner)
  }, [tip])
  return (
    <div
      ref={box}
      aria-hidden
      data-tooltip-box
      onPointerLeave={onLeave}
      className="fixed top-0 left-0 z-50 flex max-w-menu animate-fade items-center gap-2 rounded-small bg-ink px-2 py-1 text-xs text-ground"
    >
      {tip.text}
      {tip.keys && <span className="opacity-70">{namedKeys(tip.keys)}</span>}
    </div>
  )
}

/** `Mod B` is Ctrl+B, and ⌘B where that key exists. */
function namedKeys(keys: string): string {
  const isApple = /Mac|iPhone|iPad/.test(navigator.platform)
  if (!isApple) return keys.replace('Mod', 'Ctrl').replaceAll(' ', '+')
  return keys.replace('Mod', '⌘').replace('Shift', '⇧').replaceAll(' ', '')
}

function place(box: HTMLElement, owner: Element): void {
  const target = owner.getBoundingClientRect()
  const { width, height } = box.getBoundingClientRect()
  const isRoomAbove = target.top - height - gapPx >= marginPx
  const isAbove = owner.closest('[data-tooltip-side="top"]') !== null && isRoomAbove
  const hasRoomBelow = target.bottom + gapPx + height <= innerHeight - marginPx
  const top = !isAbove && hasRoomBelow ? target.bottom + gapPx : target.top - height - gapPx
  const left = target.left + target.width / 2 - width / 2
  const right = Math.max(marginPx, Math.min(left, innerWidth - width - marginPx))
  box.style.transform = `translate(${Math.round(right)}px, ${Math.round(Math.max(marginPx, top))}px)`
}

function useTipOwner(setTip: (tip: Tip | null) => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isWarm = false
    let owner: Element | null = null

    const close = () => {
      clearTimeout(timer)
      owner = null
      setTip(null)
    }
    const offer = (next: Element, delay: number) => {
      if (next === owner) return
      clearTimeout(timer)
      owner = next
      timer = setTimeout(() => {
        const text = next.getAttribute('data-tooltip')
        if (!text || !next.isConnected || next.getAttribute('aria-expanded') === 'true') return close()
        isWarm = true
        setTip({ owner: next, text, keys: next.getAttribute('data-tooltip-keys') })
      }, delay)
    }
    const onPointerOver = (event: PointerEvent) => {
      if (event.pointerType === 'touch' || !(event.target instanceof Element)) return
      if (event.target.closest('[data-tooltip-box]')) return
      const next = event.target.closest('[data-tooltip]')
      if (next) return offer(next, isWarm ? 60 : openDelayMs)
      isWarm = false
      close()
    }
    const onFocusIn = (event: FocusEvent) => {
      if (!(event.target instanceof Element) || !event.target.matches(':focus-visible')) return
      const next = event.target.closest('[data-tooltip]')
      if (next) offer(next, 0)
      else close()
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }

    document.addEventListener('pointerover', onPointerOver)
    document.addEventListener('pointerdown', close)
    document.addEventListener('focusin', onFocusIn)
    document.addEventListener('focusout', close)
    document.addEventListener('keydown', onKeyDown)
    addEventListener('scroll', close, { capture: true, passive: true })
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', onPointerOver)
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('focusin', onFocusIn)
      document.removeEventListener('focusout', close)
      document.removeEventListener('keydown', onKeyDown)
      removeEventListener('scroll', close, { capture: true })
    }
  }, [setTip])
}
