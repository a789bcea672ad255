'use client'

import CircleUserRound from 'lucide-react/icons/circle-user-round'
import Settings2 from 'lucide-react/icons/settings-2'
import { lazy } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { MenuButton } from '@/components/ui/menu-button'

const PersonMenuItems = lazy(() => import('./person-menu-items'))

export type Person = { id: string; name: string; isGuest: boolean; email: string | null }

/** The foot of the sidebar: who is here, and how this browser should look. */
export function PersonMenu({ user }: { user: Person | null }) {
  const t = useTranslations('shell')
  const isGuest = user === null || user.isGuest
  return (
    <MenuButton
      label={t('settings')}
      side="top"
      align="start"
      button={(props) => (
        <button
          type="button"
          {...props}
          className="focus-ring-inset flex h-10 w-full items-center gap-3 rounded-control px-2.5 text-left transition-colors hover:bg-hover aria-expanded:bg-hover pointer-coarse:h-11"
        >
          <Icon icon={CircleUserRound} className="text-muted" />
          <span className="min-w-0 grow truncate">{isGuest ? t('guest') : user.name}</span>
          <Icon icon={Settings2} className="text-muted" />
          <span className="sr-only">{t('settings')}</span>
        </button>
      )}
    >
      <PersonMenuItems email={user?.email ?? null} isGuest={isGuest} />
    </MenuButton>
  )
}
