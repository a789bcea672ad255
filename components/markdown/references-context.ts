import { createContext } from 'react'
import type { WebReference } from '@/lib/runs/events'

/** What the marks of an answer stand for. */
export type References = {
  pages: readonly WebReference[]
  /** The address (ours) of a figure; null when there is none, undefined while that is not known. */
  figureOf: (marker: string) => string | null | undefined
  /** Shows a page among the sources, for those who cannot hover. */
  show: (refer: string) => void
}

export const ReferencesContext = createContext<References>({
  pages: [],
  figureOf: () => null,
  show: () => {},
})
