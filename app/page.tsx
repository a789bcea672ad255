import { getTranslations } from '@/lib/i18n/request'

export default async function HomePage() {
  const t = await getTranslations('home')
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <h1 className="text-2xl font-medium">{t('greeting')}</h1>
    </main>
  )
}
