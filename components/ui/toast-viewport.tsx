'use client'

import { Toast } from '@base-ui/react/toast'
import X from 'lucide-react/icons/x'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { cn } from '@/lib/cn'
import { IconButton } from './icon-button'
import type { PendingToast } from './toast'

const defaultLifetimeMs = 6_000
const atOnce = 3

export default function ToastViewport({ pending }: { pending: PendingToast[] }) {
  const t = useTranslations('ui')
  return (
    <Toast.Provider limit={atOnce} timeout={defaultLifetimeMs}>
      <Feed pending={pending} />
      <Toast.Portal>
        <Toast.Viewport
          aria-label={t('notifications')}
          className="fixed inset-x-4 top-[calc(0.625rem+env(safe-area-inset-top))] z-40 mx-auto flex max-w-narrow flex-col gap-2 outline-none"
        >
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

/** Hands each toast to the list once, in order. */
function Feed({ pending }: { pending: PendingToast[] }) {
  const { add, close } = Toast.useToastManager()
  const lastFed = useRef(0)
  useEffect(() => {
    for (const { id, message, tone, action, onClose, lifetime } of pending) {
      if (id <= lastFed.current) continue
      lastFed.current = id
      const toastId = `toast-${id}`
      add({
        id: toastId,
        description: message,
        ...(tone ? { type: tone } : {}),
        priority: tone === 'danger' ? 'high' : 'low',
        ...(lifetime === undefined ? {} : { timeout: lifetime }),
        ...(onClose ? { onClose } : {}),
        ...(action
          ? {
              actionProps: {
                children: action.label,
                onClick: () => {
                  action.onPress()
                  close(toastId)
                },
              },
            }
          : {}),
      })
    }
  }, [pending, add, close])
  return null
}

function ToastList() {
  const t = useTranslations('ui')
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection={['up', 'right']}
      className={cn(
        'flex items-center gap-1 rounded-panel bg-raised py-1.5 pr-1.5 pl-4 text-ui shadow-float transition-[opacity,translate] data-ending-style:-translate-y-2 data-ending-style:opacity-0 data-limited:hidden data-starting-style:-translate-y-2 data-starting-style:opacity-0',
        toast.type === 'danger' && 'text-danger',
      )}
    >
      <Toast.Description className="min-w-0 grow py-1.5" />
      {toast.actionProps && (
        <Toast.Action className="focus-ring h-9 shrink-0 rounded-control px-3 font-medium text-accent transition-colors hover:bg-hover" />
      )}
      <Toast.Close render={<IconButton icon={X} label={t('close')} />} />
    </Toast.Root>
  ))
}
