import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { localPath } from '@/components/account/local-path'
import { SignInForm } from '@/components/account/sign-in-form'
import { canEnter, findUser } from '@/lib/auth/session'
import { getTranslations } from '@/lib/i18n/request'

type Props = { searchParams: Promise<{ next?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account')
  return { title: t('signInTitle') }
}

export default async function SignInPage({ searchParams }: Props) {
  const [user, { next }] = await Promise.all([findUser(), searchParams])
  const destination = localPath(next)
  if (user && !user.isGuest) redirect(destination)
  return <SignInForm destination={destination} mayStayGuest={canEnter(null)} />
}
