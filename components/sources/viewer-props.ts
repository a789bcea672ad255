import type { ReactNode } from 'react'
import type { SourceDocument } from '@/lib/sources/schema'
import type { Stop } from './stops'

/** What the viewer of a kind of document is given. */
export type ViewerProps = {
  source: SourceDocument & { url: string }
  stops: Stop[]
  at: number
  /** The bar with the stepper; what is known of the place stands in it. */
  bar: (exactness: ReactNode) => ReactNode
}
