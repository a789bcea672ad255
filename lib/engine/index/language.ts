export type Language = 'en' | 'zh'

/** Chinese as soon as a noticeable part of the letters is: English words inside a Chinese question stay Chinese. */
export function findLanguage(text: string): Language {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  if (han === 0) return 'en'
  const words = text.match(/[A-Za-z]+/g)?.length ?? 0
  return han * 2 >= words ? 'zh' : 'en'
}
