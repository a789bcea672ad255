'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from './icon-button'

type DialogProps = {
  title: string
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  children: ReactNode
}

/** A small window over the page; load it where it opens, not with the page. */
export function Dialog({ title, isOpen, onOpenChange, children }: DialogProps) {
  const t = useTranslations('ui')
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={veilClass} />
        <Base.Popup className={windowClass}>
          <div className="flex items-start gap-4">
            <Base.Title className="grow py-1 text-lg font-medium">{title}</Base.Title>
            <Base.Close render={<IconButton icon={X} label={t('close')} className="-mr-2" />} />
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="mt-6 flex justify-end gap-2">{children}</div>
}

export const veilClass =
  'fixed inset-0 z-30 bg-veil transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0'

export const windowClass =
  'scroll-quiet fixed inset-x-4 top-1/2 z-30 mx-auto max-h-[calc(100dvh-3rem)] max-w-dialog -translate-y-1/2 overflow-y-auto rounded-panel bg-raised p-6 shadow-float outline-none transition-[opacity,scale] data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0'
