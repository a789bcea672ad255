import 'server-only'
import type { Messages } from 'use-intl'
import type { Locale } from './locale'
import en from './messages/en.json'
import zh from './messages/zh.json'

/** All sentences of the interface in one language. */
export function getMessages(locale: Locale): Messages {
  return locale === 'zh' ? zh : en
}
