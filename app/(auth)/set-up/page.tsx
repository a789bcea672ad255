import type { Metadata } from 'next'
import Link from 'next/link'
import { SetUpForm } from '@/components/account/set-up-form'
import { buttonClass } from '@/components/ui/button'
import { isSetUpTokenOpen } from '@/lib/auth/account'
import { getTranslations } from '@/lib/i18n/request'

type Props = { searchParams: Promise<{ token?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account')
  return { title: t('setUpTitle'), robots: { index: false } }
}

export default async function SetUpPage({ searchParams }: Props) {
  const [{ token }, t] = await Promise.all([searchParams, getTranslations('account')])
  if (typeof token === 'string' && (await isSetUpTokenOpen(token))) return <SetUpForm token={token} />
  return (
    <>
      <h1 className="text-xl font-medium">{t('setUpTitle')}</h1>
      <p className="mt-2 mb-6 text-pretty text-muted">{token ? t('linkUsed') : t('linkMissing')}</p>
      <Link href="/sign-in" className={buttonClass('outline')}>
        {t('toSignIn')}
      </Link>
    </>
  )
}
