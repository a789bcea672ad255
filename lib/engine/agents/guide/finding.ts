import type { Passage } from '../../documents/passage'

/** What the guide found and what it says about it. */
export type Finding = {
  markdown: string
  passages: Passage[]
}
