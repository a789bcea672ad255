import { describe, expect, test } from 'vitest'
import { enterAction } from './enter-key'
import { createImeGuard } from './ime'

const enter = {
  key: 'Enter',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
  keyCode: 13,
  timeStamp: 1_000,
}

describe('Enter in the message box', () => {
  test('sends', () => expect(enterAction(enter, createImeGuard(), false)).toBe('send'))

  test('held down does nothing more', () =>
    expect(enterAction({ ...enter, repeat: true }, createImeGuard(), false)).toBe('nothing'))

  test('with Shift breaks the line', () =>
    expect(enterAction({ ...enter, shiftKey: true }, createImeGuard(), false)).toBeNull())

  test('on touch breaks the line, with Ctrl it sends', () => {
    expect(enterAction(enter, createImeGuard(), true)).toBeNull()
    expect(enterAction({ ...enter, ctrlKey: true }, createImeGuard(), true)).toBe('send')
  })

  test('that confirms a candidate is left to the input method, in every order of events', () => {
    expect(enterAction({ ...enter, isComposing: true }, createImeGuard(), false)).toBeNull()
    expect(enterAction({ ...enter, keyCode: 229 }, createImeGuard(), false)).toBeNull()
    const safari = createImeGuard()
    safari.onCompositionEnd({ timeStamp: 998 })
    expect(enterAction(enter, safari, false)).toBeNull()
  })
})
