/** The few words that must be there when loading the messages is what failed. Pure. */
import type { Locale } from './locale'

export const lastResort: Readonly<Record<Locale, { title: string; text: string; retry: string }>> = {
  en: {
    title: 'Something went wrong',
    text: 'The page could not be put together. Try again; if it stays, tell your admin.',
    retry: 'Retry',
  },
  zh: {
    title: '出了点问题',
    text: '页面没能显示出来。请再试一次；如果一直这样，请告诉管理员。',
    retry: '重试',
  },
}
