import { createFormMemory } from './form-memory'

const storageKey = 'moonlake.forms'

/** This browser's memory of forms; it reads the storage anew each time and holds nothing itself. */
export const browserMemory = createFormMemory({
  read: () => localStorage.getItem(storageKey),
  write: (text) => localStorage.setItem(storageKey, text),
})
