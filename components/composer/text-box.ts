'use client'

import { useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'

type Box = RefObject<HTMLTextAreaElement | null>

/** What was typed before the page came to life is kept. */
export function useEarlyText(box: Box, onText: (text: string) => void): void {
  const take = useRef(onText)
  useLayoutEffect(() => {
    const early = box.current?.value
    if (early) take.current(early)
  }, [box])
}

/** Grows with its text where the browser does not do it by itself. */
export function useGrowth(box: Box, text: string): void {
  useLayoutEffect(() => {
    if (box.current && !CSS.supports('field-sizing', 'content')) growToContent(box.current)
  }, [box, text])
}

function growToContent(field: HTMLTextAreaElement): void {
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}
