import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { isTheme, themeCookie } from '@/components/shell/theme'
import type { Theme } from '@/components/shell/theme'
import { env } from '@/lib/env'
import { getMessages } from '@/lib/i18n/messages'
import { getLocale, getTimeZone, getTranslations } from '@/lib/i18n/request'
import { fontClasses } from './fonts'
import { Providers } from './providers'
import './globals.css'

/** The ground colours of globals.css, for the browser's own bars. */
const bars = { light: '#fbfaf7', dark: '#0a1014' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, timeZone, theme, requestHeaders] = await Promise.all([
    getLocale(),
    getTimeZone(),
    getTheme(),
    headers(),
  ])
  return (
    <html lang={locale} data-theme={theme} className={fontClasses[locale]}>
      <body>
        <Providers
          locale={locale}
          messages={getMessages(locale)}
          timeZone={timeZone}
          now={Date.now()}
          nonce={requestHeaders.get('x-nonce')}
        >
          {children}
        </Providers>
      </body>
    </html>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  const { APP_URL, PORT } = env()
  return {
    metadataBase: new URL(APP_URL ?? `http://localhost:${PORT}`),
    title: { default: t('product'), template: `%s · ${t('product')}` },
    description: t('tagline'),
    applicationName: t('product'),
    referrer: 'no-referrer',
    formatDetection: { telephone: false, email: false, address: false },
    icons: {
      icon: [
        { url: '/favicon.ico', sizes: '32x32' },
        { url: '/mark.svg', type: 'image/svg+xml' },
      ],
      apple: '/icons/apple-touch-icon.png',
    },
    openGraph: {
      title: t('product'),
      description: t('tagline'),
      siteName: t('product'),
      images: [{ url: '/icons/share.png', width: 1200, height: 630 }],
    },
    appleWebApp: { capable: true, title: t('product'), statusBarStyle: 'default' },
  }
}

export async function generateViewport(): Promise<Viewport> {
  const theme = await getTheme()
  return {
    width: 'device-width',
    initialScale: 1,
    viewportFit: 'cover',
    interactiveWidget: 'resizes-content',
    themeColor:
      theme === 'system'
        ? [
            { media: '(prefers-color-scheme: light)', color: bars.light },
            { media: '(prefers-color-scheme: dark)', color: bars.dark },
          ]
        : bars[theme],
  }
}

async function getTheme(): Promise<Theme> {
  const chosen = (await cookies()).get(themeCookie)?.value
  return isTheme(chosen) ? chosen : 'system'
}
