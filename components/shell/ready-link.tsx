'use client'

import Link from 'next/link'
import { useState } from 'react'
import type { ComponentProps } from 'react'

type ReadyLinkProps = Omit<ComponentProps<typeof Link>, 'prefetch' | 'onPointerEnter' | 'onFocus'> & {
  /** Where most people go next: its page is fetched beforehand. */
  isLikely?: boolean
}

/**
 * A link whose page is fetched when somebody turns to it, by pointer, finger or key. Fetched for standing in view,
 * the two dozen links of a start page cost fifty requests, of which one is used.
 */
export function ReadyLink({ isLikely = false, ...props }: ReadyLinkProps) {
  const [isWanted, setIsWanted] = useState(isLikely)
  const want = () => setIsWanted(true)
  return <Link {...props} prefetch={isWanted} onPointerEnter={want} onFocus={want} />
}
