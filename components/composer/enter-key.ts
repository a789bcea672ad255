import type { KeyboardEvent } from 'react'
import type { ImeGuard } from './ime'

type KeyPress = Parameters<ImeGuard['isComposing']>[0] & {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  repeat: boolean
}

/**
 * What Enter does in the message box: `send`, `nothing` (held down, so that one press sends once), or null: the box
 * does what boxes do. On touch Enter is a line break; with Ctrl or Cmd it sends everywhere.
 */
export function enterAction(press: KeyPress, guard: ImeGuard, isTouch: boolean): 'send' | 'nothing' | null {
  if (press.key !== 'Enter' || guard.isComposing(press)) return null
  const isForced = press.ctrlKey || press.metaKey
  if (!isForced && (press.shiftKey || press.altKey || isTouch)) return null
  return press.repeat ? 'nothing' : 'send'
}

/** Whether fingers are the main way to point: no keyboard is at hand, and focus would raise one. */
export function isTouchDevice(): boolean {
  return matchMedia('(hover: none) and (pointer: coarse)').matches
}

export function pressOf(event: KeyboardEvent): KeyPress {
  const { key, shiftKey, ctrlKey, metaKey, altKey, repeat, nativeEvent } = event
  const { isComposing, keyCode, timeStamp } = nativeEvent
  return { key, shiftKey, ctrlKey, metaKey, altKey, repeat, isComposing, keyCode, timeStamp }
}
