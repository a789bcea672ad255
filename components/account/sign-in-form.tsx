'use client'

import Link from 'next/link'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { buttonClass } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import { AccountForm } from './account-form'
import { emailProblem, textOf } from './fields'
import type { Problem } from './fields'

type SignInFormProps = { destination: string; mayStayGuest: boolean }

export function SignInForm({ destination, mayStayGuest }: SignInFormProps) {
  const t = useTranslations('account')
  const [problems, setProblems] = useState<{ email?: Problem; password?: Problem }>({})

  const read = (form: FormData) => {
    const email = textOf(form, 'email').trim()
    const password = textOf(form, 'password')
    const found = { email: emailProblem(email), password: password ? null : 'required' } as const
    setProblems(found)
    return found.email || found.password ? null : { email, password }
  }

  return (
    <>
      <AccountForm
        title={t('signInTitle')}
        text={t('signInText')}
        verb={t('signIn')}
        address="/api/account/sign-in"
        destination={destination}
        read={read}
      >
        <TextField
          label={t('email')}
          name="email"
          type="email"
          autoComplete="username"
          error={problems.email && t(problems.email)}
        />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          error={problems.password && t('required')}
        />
      </AccountForm>
      {mayStayGuest && (
        <Link href={destination} className={buttonClass('quiet', 'medium', 'mt-2 text-muted')}>
          {t('asGuest')}
        </Link>
      )}
    </>
  )
}
