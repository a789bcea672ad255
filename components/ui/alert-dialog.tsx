'use client'

import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { useTranslations } from 'use-intl'
import { Button } from './button'
import { DialogActions, veilClass, windowClass } from './dialog'

type AlertDialogProps = {
  title: string
  text: string
  /** The verb of what will happen. */
  confirm: string
  /** `primary` for what is large rather than lost. */
  tone?: 'danger' | 'primary'
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onConfirm: () => void
}

/** Asks before something that cannot be undone. What can be undone is done at once, with a toast. */
export function AlertDialog(props: AlertDialogProps) {
  const { title, text, confirm, tone = 'danger', isOpen, onOpenChange, onConfirm } = props
  const t = useTranslations('ui')
  return (
    <Base.Root open={isOpen} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={veilClass} />
        <Base.Popup className={windowClass}>
          <Base.Title className="text-lg font-medium">{title}</Base.Title>
          <Base.Description className="mt-2 text-muted">{text}</Base.Description>
          <DialogActions>
            <Base.Close render={<Button />}>{t('cancel')}</Base.Close>
            <Base.Close render={<Button variant={tone} onClick={onConfirm} />}>{confirm}</Base.Close>
          </DialogActions>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
