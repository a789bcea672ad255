'use client'

import { Dialog } from '@base-ui/react/dialog'
import X from 'lucide-react/icons/x'
import { useTranslations } from 'use-intl'
import { veilClass } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import type { AgentForm, ShownValue } from '@/lib/forms/schema'
import type { Asked } from './asked'
import { formOf, fromShownValues } from './form-values'
import { RunForm } from './run-form'

type RunDialogProps = {
  /** Null: it could not be had; the values of the earlier run make one. */
  form: AgentForm | null
  appId: string
  agentName: string
  conversationId: string | null
  inputs: ShownValue[] | null
  editedMessageId: string | null
  isBusy: boolean
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onRun: (asked: Asked) => boolean
}

/** The agent's form over its conversation; the whole window on a phone. */
export function RunDialog(props: RunDialogProps) {
  const { form, appId, agentName, conversationId, inputs, editedMessageId, isBusy, isOpen } = props
  const { onOpenChange, onRun } = props
  const t = useTranslations('forms')
  const shownForm = form?.kind === 'form' ? form : formOf(appId, inputs ?? [])
  const draftKey = editedMessageId === null ? `new:${conversationId}` : `edit:${editedMessageId}`
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={veilClass} />
        <Dialog.Popup className={popupClass}>
          <div className="flex shrink-0 items-start gap-4 px-5 pt-[max(0.75rem,env(safe-area-inset-top))] pb-2 sm:px-8 sm:pt-6">
            <div className="min-w-0 grow">
              <Dialog.Title className="py-1 text-lg font-medium">
                {t(editedMessageId === null ? 'dialogNew' : 'dialogEdit')}
              </Dialog.Title>
              {editedMessageId !== null && (
                <Dialog.Description className="text-sm text-muted">{t('editHint')}</Dialog.Description>
              )}
            </div>
            <Dialog.Close render={<IconButton icon={X} label={t('close')} className="-mr-2" />} />
          </div>
          <div className="scroll-quiet min-h-0 grow overflow-y-auto overscroll-contain px-5 pt-3 sm:px-8">
            <RunForm
              key={draftKey}
              form={shownForm}
              name={agentName}
              draftKey={draftKey}
              initial={inputs && fromShownValues(shownForm, inputs)}
              takesLink={false}
              isPassing
              isBusy={isBusy}
              footClass="-mx-5 border-t border-line bg-raised px-5 pb-[max(1rem,env(safe-area-inset-bottom))] sm:-mx-8 sm:px-8"
              onRun={onRun}
            />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const popupClass =
  'fixed inset-0 z-30 mx-auto flex flex-col overflow-hidden bg-raised shadow-float outline-none transition-[opacity,scale] data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0 sm:inset-x-6 sm:top-1/2 sm:bottom-auto sm:max-h-[calc(100dvh-4rem)] sm:max-w-column sm:-translate-y-1/2 sm:rounded-panel'
