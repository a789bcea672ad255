'use client'

import { lazy, Suspense, useRef, useState } from 'react'
import type { ComponentProps, ReactNode } from 'react'

const loadMenu = () => import('./menu')
const MenuPopup = lazy(async () => ({ default: (await loadMenu()).MenuPopup }))

type MenuButtonProps = {
  /** The menu's accessible name. */
  label: string
  /** Draws the button with the props that open the menu. */
  button: (props: ButtonProps) => ReactNode
  side?: 'top' | 'bottom'
  align?: 'start' | 'end'
  /** Items of `menu.tsx`, best loaded lazily too: nothing of a menu is in the page before somebody nears it. */
  children: ReactNode
}

type ButtonProps = Pick<
  ComponentProps<'button'>,
  'ref' | 'aria-haspopup' | 'aria-expanded' | 'onClick' | 'onKeyDown' | 'onPointerEnter' | 'onFocus'
>

export function MenuButton({ label, button, side = 'bottom', align = 'end', children }: MenuButtonProps) {
  const [isOpen, setIsOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  const [isByKeyboard, setIsByKeyboard] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)

  const open = (byKeyboard: boolean) => {
    setIsByKeyboard(byKeyboard)
    setWasOpened(true)
    setIsOpen(true)
  }
  const preload = () => void loadMenu()

  return (
    <>
      {button({
        ref: anchor,
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        // Enter and Space arrive as a click without a pointer.
        onClick: (event) => (isOpen ? setIsOpen(false) : open(event.detail === 0)),
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          open(true)
        },
        onPointerEnter: preload,
        onFocus: preload,
      })}
      {wasOpened && (
        <Suspense>
          <MenuPopup
            label={label}
            anchor={anchor}
            side={side}
            align={align}
            isOpen={isOpen}
            takesFirst={isByKeyboard}
            onOpenChange={setIsOpen}
          >
            {children}
          </MenuPopup>
        </Suspense>
      )}
    </>
  )
}
