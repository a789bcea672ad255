import 'server-only'
import compile from 'icu-minify/compile'
import type { Messages } from 'use-intl'
import type { Locale } from './locale'
import en from './messages/en.json'
import zh from './messages/zh.json'

type Sentences = { [key: string]: string | Sentences }

// Server components hand only plain objects to the browser, and the compiler's have no prototype.
const compiled = structuredClone({ en: compileAll(en), zh: compileAll(zh) })

/** All sentences of the interface in one language, read already, so that no browser needs the code that reads them. */
export function getMessages(locale: Locale): Messages {
  return compiled[locale]
}

/** use-intl knows sentences as texts; the formatter that `next.config.mjs` gives it takes what stands for them here. */
function compileAll(sentences: Sentences): Messages {
  const entries = Object.entries(sentences).map(([key, value]) => [
    key,
    typeof value === 'string' ? compile(value) : compileAll(value),
  ])
  return Object.fromEntries(entries) as Messages
}
