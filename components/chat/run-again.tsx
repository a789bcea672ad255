'use client'

import RotateCcw from 'lucide-react/icons/rotate-ccw'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { ShownValue } from '@/lib/forms/schema'
import { useIsBusy } from './busy-context'
import { useOpenForm } from './form-runs'

/** Below the last answer of a form agent: the same form again, as a message of its own. */
export function RunAgain({ inputs }: { inputs: ShownValue[] }) {
  const t = useTranslations('forms')
  const openForm = useOpenForm()
  const isBusy = useIsBusy()
  return (
    <Button
      size="small"
      variant="outline"
      disabled={isBusy}
      onClick={() => openForm({ inputs, editedMessageId: null })}
      className="mt-4"
    >
      <Icon icon={RotateCcw} className="size-3.5" />
      {t('runAgain')}
    </Button>
  )
}
