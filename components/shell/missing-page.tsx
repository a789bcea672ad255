import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { getTranslations } from '@/lib/i18n/request'
import { Mark } from './mark'

export async function MissingPage() {
  const t = await getTranslations('error')
  return (
    <div className="mx-auto flex w-full max-w-narrow grow flex-col justify-center px-6 pb-24">
      <Mark className="mb-6 size-10 text-muted" />
      <h1 className="text-xl font-medium">{t('notFoundTitle')}</h1>
      <p className="mt-2 mb-6 text-pretty text-muted">{t('notFoundText')}</p>
      <Link href="/" className={buttonClass('outline', 'medium', 'self-start')}>
        {t('home')}
      </Link>
    </div>
  )
}
