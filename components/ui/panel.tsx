'use client'

import { Dialog } from '@base-ui/react/dialog'
import { Popover } from '@base-ui/react/popover'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { veilClass } from './dialog'
import { IconButton } from './icon-button'

type PanelProps = {
  title: string
  /** Beside the title. */
  action?: ReactNode
  anchor: RefObject<HTMLElement | null>
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  children: ReactNode
}

/** Settings over the button that opens them; on a phone a sheet at the foot of the window. Opened by `PanelButton`. */
export function Panel(props: PanelProps) {
  const { anchor, isOpen, onOpenChange } = props
  // As it is when the panel opens: turning the phone does not throw away what is being typed.
  const [isWide] = useState(() => matchMedia('(min-width: 40rem)').matches)
  if (!isWide) {
    return (
      <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
        <Dialog.Portal>
          <Dialog.Backdrop className={veilClass} />
          <Dialog.Popup className={sheetClass} finalFocus={anchor}>
            <Dialog.Title className="sr-only">{props.title}</Dialog.Title>
            <Content {...props} onClose={() => onOpenChange(false)} />
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    )
  }
  return (
    <Popover.Root
      open={isOpen}
      onOpenChange={(next, { reason, event }) => {
        const isOnButton = event.target instanceof Node && anchor.current?.contains(event.target)
        if (reason !== 'outside-press' || !isOnButton) onOpenChange(next)
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={12}
          className="z-30 outline-none"
        >
          <Popover.Popup className={popupClass} finalFocus={anchor}>
            <Popover.Title className="sr-only">{props.title}</Popover.Title>
            <Content {...props} onClose={() => onOpenChange(false)} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

type ContentProps = Pick<PanelProps, 'title' | 'action' | 'children'> & { onClose: () => void }

function Content({ title, action, children, onClose }: ContentProps) {
  const t = useTranslations('ui')
  return (
    <>
      <div className="flex shrink-0 items-center gap-2 py-2 pr-3 pl-5">
        {/* The popup carries it as its name already. */}
        <p aria-hidden className="grow py-1 font-medium">
          {title}
        </p>
        {action}
        <IconButton icon={X} label={t('close')} onClick={onClose} />
      </div>
      <div className="scroll-quiet min-h-0 grow overflow-y-auto overscroll-contain px-5 pt-1 pb-[max(1.25rem,env(safe-area-inset-bottom))]">
        {children}
      </div>
    </>
  )
}

const popupClass =
  'flex max-h-[min(38rem,var(--available-height))] w-dialog max-w-(--available-width) origin-(--transform-origin) flex-col rounded-panel bg-raised shadow-float outline-none transition-[opacity,scale] data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0'

const sheetClass =
  'fixed inset-x-0 bottom-0 z-30 flex max-h-[88dvh] flex-col rounded-t-panel bg-raised pt-1 shadow-float outline-none transition-[opacity,translate] data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0'
