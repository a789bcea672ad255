'use client'

import { lazy, Suspense, useRef, useState } from 'react'
import type { ComponentProps, ReactNode } from 'react'

const loadPanel = () => import('./panel')
const Panel = lazy(async () => ({ default: (await loadPanel()).Panel }))

type PanelButtonProps = {
  title: string
  /** Beside the title in the panel. */
  action?: ReactNode
  /** Draws the button with the props that open the panel. */
  button: (props: ButtonProps) => ReactNode
  /** Best loaded lazily: nothing of it is in the page before somebody opens it. */
  children: ReactNode
}

type ButtonProps = Pick<
  ComponentProps<'button'>,
  'ref' | 'aria-haspopup' | 'aria-expanded' | 'onClick' | 'onPointerEnter' | 'onFocus'
>

export function PanelButton({ title, action, button, children }: PanelButtonProps) {
  const [isOpen, setIsOpen] = useState(false)
  /** Counts openings, so that each begins anew; 0: never opened. */
  const [opening, setOpening] = useState(0)
  const anchor = useRef<HTMLButtonElement>(null)
  const preload = () => void loadPanel()
  const toggle = () => {
    if (!isOpen) setOpening(opening + 1)
    setIsOpen(!isOpen)
  }
  return (
    <>
      {button({
        ref: anchor,
        'aria-haspopup': 'dialog',
        'aria-expanded': isOpen,
        onClick: toggle,
        onPointerEnter: preload,
        onFocus: preload,
      })}
      {opening > 0 && (
        <Suspense>
          <Panel
            key={opening}
            title={title}
            action={action}
            anchor={anchor}
            isOpen={isOpen}
            onOpenChange={setIsOpen}
          >
            {children}
          </Panel>
        </Suspense>
      )}
    </>
  )
}
