import localFont from 'next/font/local'

const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-latin',
  fallback: [],
})

/** Without the marks that Chinese shares with Latin (double quotes, dash, ellipsis, middle dot): its own faces draw them. */
const interBesideChinese = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-latin',
  fallback: [],
  declarations: [
    {
      prop: 'unicode-range',
      value: 'U+0000-00B6, U+00B8-00FF, U+0131, U+0152-0153, U+2018-2019, U+20AC, U+2122, U+2212',
    },
  ],
})

const mono = localFont({
  src: '../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
  weight: '100 800',
  variable: '--font-code',
  preload: false,
  adjustFontFallback: false,
  fallback: [],
})

export const fontClasses = {
  en: `${inter.variable} ${mono.variable}`,
  zh: `${interBesideChinese.variable} ${mono.variable}`,
} as const
