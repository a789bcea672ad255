import { describe, expect, test } from 'vitest'
import { createImeGuard } from './ime'

describe('Enter while a candidate is chosen', () => {
  test('belongs to the input method in Chrome and Firefox: keydown, then the end of the composition', () => {
    const guard = createImeGuard()
    expect(guard.isComposing({ isComposing: true, keyCode: 13, timeStamp: 100 })).toBe(true)
    guard.onCompositionEnd({ timeStamp: 101 })
  })

  test('belongs to the input method where only key code 229 says so', () => {
    expect(createImeGuard().isComposing({ isComposing: false, keyCode: 229, timeStamp: 100 })).toBe(true)
  })

  test('belongs to the input method in Safari: the end of the composition, then keydown', () => {
    const guard = createImeGuard()
    guard.onCompositionEnd({ timeStamp: 100 })
    expect(guard.isComposing({ isComposing: false, keyCode: 13, timeStamp: 103 })).toBe(true)
  })
})

describe('Enter after that', () => {
  test('sends, even when it follows quickly', () => {
    const guard = createImeGuard()
    guard.onCompositionEnd({ timeStamp: 100 })
    expect(guard.isComposing({ isComposing: false, keyCode: 13, timeStamp: 180 })).toBe(false)
  })

  test('sends when nothing was ever composed', () => {
    expect(createImeGuard().isComposing({ isComposing: false, keyCode: 13, timeStamp: 5 })).toBe(false)
  })

  test('is judged by the native event that React wraps', () => {
    const guard = createImeGuard()
    const native = { isComposing: true, keyCode: 229, timeStamp: 5 }
    expect(guard.isComposing({ timeStamp: 5, nativeEvent: native })).toBe(true)
  })
})
