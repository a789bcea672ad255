'use client'

import Play from 'lucide-react/icons/play'
import Square from 'lucide-react/icons/square'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'

type FormDockProps = { isRunning: boolean; isStopping: boolean; onStop: () => void; onOpen: () => void }

/** Stands where others have their message box: an agent with a form is asked by its form. */
export function FormDock({ isRunning, isStopping, onStop, onOpen }: FormDockProps) {
  const t = useTranslations('forms')
  const composer = useTranslations('composer')
  return (
    <div className="flex items-center gap-3 rounded-panel border border-line bg-raised py-2 pr-2 pl-4 shadow-float">
      <p className="min-w-0 grow truncate text-sm text-muted">{t(isRunning ? 'wasRun' : 'newRunHint')}</p>
      {isRunning ? (
        <IconButton
          icon={Square}
          label={composer('stop')}
          aria-disabled={isStopping || undefined}
          onClick={onStop}
          className="border border-edge text-ink aria-disabled:opacity-45 [&_svg]:size-3 [&_svg]:fill-current"
        />
      ) : (
        <Button variant="primary" onClick={onOpen}>
          <Icon icon={Play} className="fill-current" />
          {t('newRun')}
        </Button>
      )}
    </div>
  )
}
