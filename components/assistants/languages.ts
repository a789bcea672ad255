/** Between which languages an assistant translates. Pure. */

export type Languages = { from: string; to: string }

/** Of a text whose language the assistant finds out itself. */
export const detect = 'auto'

/** Codes as upstream takes them, each language named by itself. */
export const languageNames = {
  zh: '中文',
  en: 'English',
  ja: '日本語',
  ko: '한국어',
  fr: 'Français',
  de: 'Deutsch',
  es: 'Español',
  it: 'Italiano',
  pt: 'Português',
  ru: 'Русский',
  ar: 'العربية',
  th: 'ไทย',
  vi: 'Tiếng Việt',
  id: 'Bahasa Indonesia',
} as const

/** Into the other one of the two languages that people here write most. */
export function defaultLanguages(locale: string): Languages {
  return { from: detect, to: otherThan(locale) }
}

/** A text is never translated into its own language: the other side gives way. */
export function withFrom(languages: Languages, from: string): Languages {
  if (from !== languages.to) return { ...languages, from }
  return { from, to: languages.from === detect ? otherThan(from) : languages.from }
}

export function withTo(languages: Languages, to: string): Languages {
  return to === languages.from ? { from: languages.to, to } : { ...languages, to }
}

export function swapped({ from, to }: Languages): Languages {
  return { from: to, to: from === detect ? otherThan(to) : from }
}

function otherThan(language: string): string {
  return language === 'zh' ? 'en' : 'zh'
}
