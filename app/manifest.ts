import type { MetadataRoute } from 'next'
import { getTranslations } from '@/lib/i18n/request'

export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslations('shell')
  return {
    id: '/',
    name: t('product'),
    short_name: t('product'),
    description: t('tagline'),
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#0a1014',
    theme_color: '#0a1014',
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  }
}
