/** The languages of the interface and how one is chosen. Pure. */
import type en from './messages/en.json'

export const locales = ['en', 'zh'] as const
export type Locale = (typeof locales)[number]

export const localeCookie = 'locale'
export const timeZoneCookie = 'time-zone'

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: typeof en
  }
}

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value)
}

/**
 * The language that a browser asks for.
 *
 * @param header an `Accept-Language` field (RFC 9110 §12.5.4), or null
 * @returns ours that weighs most; English when none of ours is listed
 */
export function acceptedLocale(header: string | null): Locale {
  const wishes = (header ?? '').split(',').map((part, index) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean)
    return { language: tag.split('-')[0], weight: quality === undefined ? 1 : Number(quality) || 0, index }
  })
  const best = wishes
    .filter((wish) => wish.weight > 0 && isLocale(wish.language))
    .toSorted((a, b) => b.weight - a.weight || a.index - b.index)[0]
  return best && isLocale(best.language) ? best.language : 'en'
}
