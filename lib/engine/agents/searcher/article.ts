import type { Language } from '../../index/language'

/** A page of the small web that the searcher knows: our own words about it, and where more can be read. */
export type Article = { title: string; link: string; media: string; language: Language; content: string }

export function article(
  language: Language,
  title: string,
  link: string,
  media: string,
  content: string,
): Article {
  return { title, link, media, language, content }
}
