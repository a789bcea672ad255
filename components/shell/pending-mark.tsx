'use client'

import { useLinkStatus } from 'next/link'

/** In a link within something `relative isolate`: marks it as chosen while its page is on the way. */
export function PendingMark() {
  const { pending } = useLinkStatus()
  return (
    pending && (
      <span aria-hidden className="absolute inset-0 -z-10 animate-fade rounded-control bg-selected" />
    )
  )
}
