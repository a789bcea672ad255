'use client'

import { createContext, lazy, Suspense, use, useState } from 'react'
import type { ReactNode } from 'react'

export type Toast = {
  message: string
  tone?: 'plain' | 'danger'
  /** One way back or on, for as long as the toast stands. */
  action?: { label: string; onPress: () => void }
  /** Called once when the toast goes, whatever made it go, the action included. */
  onClose?: () => void
  /** Ms until it goes by itself. */
  lifetime?: number
}

export type PendingToast = Toast & { id: number }

const ToastContext = createContext<((toast: Toast) => void) | null>(null)

// The viewport comes with the first toast: a page without one does not load it.
const ToastViewport = lazy(() => import('./toast-viewport'))

export function ToastProvider({ children }: { children: ReactNode }) {
  const [pending, setPending] = useState<PendingToast[]>([])
  const [show] = useState(() => {
    let id = 0
    return (toast: Toast) => setPending((others) => [...others, { ...toast, id: ++id }])
  })
  return (
    <ToastContext value={show}>
      {children}
      {pending.length > 0 && (
        <Suspense>
          <ToastViewport pending={pending} />
        </Suspense>
      )}
    </ToastContext>
  )
}

/** Shows a toast: `const showToast = useToast(); showToast({ message, action: { label, onPress } })`. */
export function useToast(): (toast: Toast) => void {
  const show = use(ToastContext)
  if (!show) throw new Error('useToast needs a ToastProvider above it')
  return show
}
