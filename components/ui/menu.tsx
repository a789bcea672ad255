'use client'

import { Menu } from '@base-ui/react/menu'
import Check from 'lucide-react/icons/check'
import { useEffect, useRef } from 'react'
import type { ReactNode, RefObject } from 'react'
import { cn } from '@/lib/cn'
import { Icon } from './icon'
import type { LucideIcon } from './icon'

type MenuPopupProps = {
  label: string
  anchor: RefObject<HTMLElement | null>
  side: 'top' | 'bottom'
  align: 'start' | 'end'
  isOpen: boolean
  /** Whether the first item takes the focus, as it should for people who opened the menu by keyboard. */
  takesFirst: boolean
  onOpenChange: (isOpen: boolean) => void
  children: ReactNode
}

/** Opened by `MenuButton`. */
export function MenuPopup(props: MenuPopupProps) {
  const { label, anchor, side, align, isOpen, takesFirst, onOpenChange, children } = props
  const popup = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isOpen || !takesFirst) return
    // After the popup itself was given the focus.
    const timer = setTimeout(() => popup.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus(), 50)
    return () => clearTimeout(timer)
  }, [isOpen, takesFirst])
  return (
    <Menu.Root
      open={isOpen}
      onOpenChange={(next, { reason, event }) => {
        const isOnButton = event.target instanceof Node && anchor.current?.contains(event.target)
        if (reason !== 'outside-press' || !isOnButton) onOpenChange(next)
      }}
      modal={false}
    >
      <Menu.Portal>
        <Menu.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={4}
          className="z-30 outline-none"
        >
          <Menu.Popup
            ref={popup}
            aria-label={label}
            finalFocus={() => (hasFocusMovedOn(popup.current) ? false : anchor.current)}
            className="scroll-quiet max-h-(--available-height) min-w-menu origin-(--transform-origin) overflow-y-auto rounded-panel bg-raised p-1.5 shadow-float outline-none transition-[opacity,scale] data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0"
          >
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

/** What an item opened may have taken the focus already, a title's field for one; it keeps it. */
function hasFocusMovedOn(popup: HTMLElement | null): boolean {
  const { activeElement, body } = document
  return activeElement !== null && activeElement !== body && !popup?.contains(activeElement)
}

const itemClass =
  'flex min-h-9 cursor-pointer items-center gap-3 rounded-control px-2.5 py-1.5 text-ui outline-none select-none data-highlighted:bg-hover pointer-coarse:min-h-11'

type MenuItemProps = {
  icon?: LucideIcon
  tone?: 'plain' | 'danger'
  onPress: () => void
  children: ReactNode
}

export function MenuItem({ icon, tone = 'plain', onPress, children }: MenuItemProps) {
  return (
    <Menu.Item onClick={onPress} className={cn(itemClass, tone === 'danger' && 'text-danger')}>
      {icon && <Icon icon={icon} className={tone === 'plain' ? 'text-muted' : ''} />}
      <span className="grow">{children}</span>
    </Menu.Item>
  )
}

export function MenuLink({ icon, href, children }: { icon?: LucideIcon; href: string; children: ReactNode }) {
  return (
    <Menu.LinkItem href={href} className={itemClass} closeOnClick>
      {icon && <Icon icon={icon} className="text-muted" />}
      <span className="grow">{children}</span>
    </Menu.LinkItem>
  )
}

type MenuChoiceProps<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: string; icon?: LucideIcon }[]
  onChoose: (value: Value) => void
}

/** A named group of which one is chosen. */
export function MenuChoice<Value extends string>({
  label,
  value,
  options,
  onChoose,
}: MenuChoiceProps<Value>) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className="px-2.5 pt-1.5 pb-1 text-xs text-muted">{label}</Menu.GroupLabel>
      <Menu.RadioGroup value={value} onValueChange={onChoose}>
        {options.map((option) => (
          <Menu.RadioItem key={option.value} value={option.value} closeOnClick className={itemClass}>
            {option.icon && <Icon icon={option.icon} className="text-muted" />}
            <span className="grow">{option.label}</span>
            <Menu.RadioItemIndicator>
              <Icon icon={Check} className="text-accent" />
            </Menu.RadioItemIndicator>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Menu.Group>
  )
}

export function MenuSeparator() {
  return <Menu.Separator className="-mx-1.5 my-1.5 h-px bg-line" />
}
