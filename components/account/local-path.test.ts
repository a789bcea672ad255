import { expect, test } from 'vitest'
import { localPath } from './local-path'

test('a path of ours is kept with its query', () => {
  expect(localPath('/c/0192?source=2')).toBe('/c/0192?source=2')
})

test.each([
  undefined,
  ['/a', '/b'],
  '',
  'https://elsewhere.example/',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  '/..//elsewhere.example',
  'javascript:alert(1)',
])('%j leads to the start page', (next) => {
  expect(localPath(next)).toBe('/')
})
