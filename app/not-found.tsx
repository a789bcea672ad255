import type { Metadata } from 'next'
import { MissingPage } from '@/components/shell/missing-page'
import { getTranslations } from '@/lib/i18n/request'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('error')
  return { title: t('notFoundTitle') }
}

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col">
      <MissingPage />
    </main>
  )
}
