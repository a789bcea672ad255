import { createContext } from 'react'

/** What the parts of a block know of it: whether it still grows, and its Markdown. */
export const BlockContext = createContext<{ isOpen: boolean; source: string }>({ isOpen: false, source: '' })
