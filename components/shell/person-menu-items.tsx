'use client'

import LogIn from 'lucide-react/icons/log-in'
import LogOut from 'lucide-react/icons/log-out'
import Monitor from 'lucide-react/icons/monitor'
import Moon from 'lucide-react/icons/moon'
import Sun from 'lucide-react/icons/sun'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { MenuChoice, MenuItem, MenuSeparator } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { sendRequest } from '@/lib/http/get-json'
import { localeCookie } from '@/lib/i18n/locale'
import type { Locale } from '@/lib/i18n/locale'
import { writeCookie } from './cookies'
import { isTheme, themeCookie } from './theme'
import type { Theme } from './theme'

/** Each language in its own words: who needs it can read it. */
const languages = [
  { value: 'en', label: 'English' },
  { value: 'zh', label: '中文' },
] as const

export default function PersonMenuItems({ email, isGuest }: { email: string | null; isGuest: boolean }) {
  const t = useTranslations('shell')
  const locale = useLocale()
  const router = useRouter()
  const showToast = useToast()
  const [theme, setTheme] = useState(shownTheme)

  const chooseLanguage = (next: Locale) => {
    writeCookie(localeCookie, next)
    router.refresh()
  }
  const chooseTheme = (next: Theme) => {
    setTheme(next)
    writeCookie(themeCookie, next)
    document.documentElement.dataset['theme'] = next
    router.refresh()
  }
  const signOut = async () => {
    try {
      await sendRequest('POST', '/api/account/sign-out')
      // A whole new page: nothing of this person stays in memory.
      location.assign('/')
    } catch {
      showToast({ message: t('actionFailed'), tone: 'danger' })
    }
  }

  return (
    <>
      {email && (
        <>
          <p className="max-w-60 truncate px-2.5 pt-1.5 pb-2 text-sm text-muted">{email}</p>
          <MenuSeparator />
        </>
      )}
      <MenuChoice
        label={t('theme')}
        value={theme}
        onChoose={chooseTheme}
        options={[
          { value: 'light', label: t('themeLight'), icon: Sun },
          { value: 'dark', label: t('themeDark'), icon: Moon },
          { value: 'system', label: t('themeSystem'), icon: Monitor },
        ]}
      />
      <MenuSeparator />
      <MenuChoice label={t('language')} value={locale} onChoose={chooseLanguage} options={languages} />
      <MenuSeparator />
      {isGuest ? (
        <MenuItem icon={LogIn} onPress={() => router.push('/sign-in')}>
          {t('signIn')}
        </MenuItem>
      ) : (
        <MenuItem icon={LogOut} onPress={() => void signOut()}>
          {t('signOut')}
        </MenuItem>
      )}
    </>
  )
}

function shownTheme(): Theme {
  const { theme } = document.documentElement.dataset
  return isTheme(theme) ? theme : 'system'
}
