import 'server-only'
import { cookies, headers } from 'next/headers'
import { createTranslator } from 'use-intl/core'
import { acceptedLocale, isLocale, localeCookie, timeZoneCookie } from './locale'
import type { Locale } from './locale'
import { getMessages } from './messages'

/** The language of this request: the person's choice (cookie), else what the browser asks for. */
export async function getLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(localeCookie)?.value
  return isLocale(chosen) ? chosen : acceptedLocale((await headers()).get('accept-language'))
}

/** The browser's IANA time zone as its last visit told it; UTC before that. */
export async function getTimeZone(): Promise<string> {
  const told = (await cookies()).get(timeZoneCookie)?.value
  if (!told) return 'UTC'
  try {
    return new Intl.DateTimeFormat('en', { timeZone: decodeURIComponent(told) }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

/** `useTranslations` for server components: the translator of one part of the messages. */
export async function getTranslations<Namespace extends Parameters<typeof translatorOf>[1]>(
  namespace: Namespace,
) {
  return translatorOf(await getLocale(), namespace)
}

function translatorOf<
  Namespace extends 'shell' | 'home' | 'agents' | 'account' | 'error' | 'batches' | 'models',
>(locale: Locale, namespace: Namespace) {
  return createTranslator({ locale, messages: getMessages(locale), namespace })
}
