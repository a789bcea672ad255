'use client'

import { createContext, use, useState } from 'react'
import type { ReactNode } from 'react'

const keptMs = 6_000

const AnnounceContext = createContext<(sentence: string) => void>(() => {})

/** Holds the page's one polite live region, there from the first paint on, so that nothing said is missed. */
export function Announcer({ children }: { children: ReactNode }) {
  const [sentences, setSentences] = useState<{ id: number; text: string }[]>([])
  const [announce] = useState(() => {
    let lastId = 0
    return (text: string) => {
      const id = ++lastId
      setSentences((others) => [...others, { id, text }])
      setTimeout(() => setSentences((others) => others.filter((sentence) => sentence.id !== id)), keptMs)
    }
  })
  return (
    <AnnounceContext value={announce}>
      {children}
      <output aria-live="polite" aria-atomic="false" aria-relevant="additions" className="sr-only">
        {sentences.map(({ id, text }) => (
          <span key={id} className="block">
            {text}
          </span>
        ))}
      </output>
    </AnnounceContext>
  )
}

/** Says a sentence to people who do not see the page: starts, step changes, ends, errors; never tokens. */
export function useAnnounce(): (sentence: string) => void {
  return use(AnnounceContext)
}
