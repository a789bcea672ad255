'use client'

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { TextField } from '@/components/ui/text-field'
import { AccountForm } from './account-form'
import { emailProblem, minPasswordLength, textOf } from './fields'
import type { Problem } from './fields'

/** The first account of an installation, through the one-time link that the server printed. */
export function SetUpForm({ token }: { token: string }) {
  const t = useTranslations('account')
  const [problems, setProblems] = useState<{ name?: Problem; email?: Problem; isShort?: boolean }>({})

  const read = (form: FormData) => {
    const name = textOf(form, 'name').trim()
    const email = textOf(form, 'email').trim()
    const password = textOf(form, 'password')
    const found = {
      name: name ? null : ('required' as const),
      email: emailProblem(email),
      isShort: password.length < minPasswordLength,
    }
    setProblems(found)
    return found.name || found.email || found.isShort ? null : { token, name, email, password }
  }

  return (
    <AccountForm
      title={t('setUpTitle')}
      text={t('setUpText')}
      verb={t('createAccount')}
      address="/api/account/set-up"
      destination="/"
      read={read}
    >
      <TextField
        label={t('name')}
        name="name"
        autoComplete="name"
        maxLength={80}
        error={problems.name && t(problems.name)}
      />
      <TextField
        label={t('email')}
        name="email"
        type="email"
        autoComplete="username"
        maxLength={254}
        error={problems.email && t(problems.email)}
      />
      <TextField
        label={t('password')}
        name="password"
        type="password"
        autoComplete="new-password"
        maxLength={128}
        hint={t('passwordHint', { count: minPasswordLength })}
        error={problems.isShort ? t('passwordShort', { count: minPasswordLength }) : null}
      />
    </AccountForm>
  )
}
