'use client'

import { useEffect, useRef, useState } from 'react'
import type { ComponentProps } from 'react'
import { createGate } from '@/lib/limits/gate'

/** Over HTTP/1.1 a browser has six connections to a server; what people press must not wait for pictures that hang. */
const gate = createGate(3)
/** How far outside of the view a picture begins to load. */
const nearby = '600px'

type QueuedImageProps = Omit<ComponentProps<'img'>, 'src' | 'ref'> & { src: string }

/** A picture of ours that may take its time: it loads when it is near the view and when its turn has come. */
export function QueuedImage({ src, onLoad, onError, ...rest }: QueuedImageProps) {
  const image = useRef<HTMLImageElement>(null)
  const leave = useRef<(() => void) | null>(null)
  const [admitted, setAdmitted] = useState<string | null>(null)
  useEffect(() => {
    const element = image.current
    if (!element) return
    let isGone = false
    const queue = () =>
      gate(
        () =>
          new Promise<void>((resolve) => {
            if (isGone) return resolve()
            leave.current = resolve
            setAdmitted(src)
          }),
      )
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        observer.disconnect()
        void queue()
      },
      { root: element.closest('[data-scroller]'), rootMargin: nearby },
    )
    observer.observe(element)
    return () => {
      isGone = true
      observer.disconnect()
      leave.current?.()
    }
  }, [src])
  return (
    // oxlint-disable-next-line nextjs/no-img-element, jsx-a11y/alt-text -- ours, of unknown size; who uses it gives the words
    <img
      {...rest}
      ref={image}
      src={admitted === src ? src : undefined}
      onLoad={(event) => {
        leave.current?.()
        onLoad?.(event)
      }}
      onError={(event) => {
        leave.current?.()
        onError?.(event)
      }}
    />
  )
}
