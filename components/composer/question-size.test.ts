import { expect, test } from 'vitest'
import { oversize } from './question-size'

test.each([
  ['a'.repeat(32 * 1024), null],
  ['a'.repeat(32 * 1024 + 1), 32 * 1024 + 1],
  ['月'.repeat(10_922), null],
  ['月'.repeat(10_923), 32_769],
  ['🌙'.repeat(8_192), null],
  ['🌙'.repeat(8_192) + '.', 32_769],
])('a question is measured in bytes of UTF-8 (%#)', (text, size) => {
  expect(oversize(text)).toBe(size)
})
