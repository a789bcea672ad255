// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { IntlProvider } from 'use-intl'
import { beforeAll, expect, test } from 'vitest'
import en from '@/lib/i18n/messages/en.json'
import type { WebReference } from '@/lib/runs/events'
import { WebResults } from './web-results'

const reference = (change: Partial<WebReference>): WebReference => ({
  refer: 'ref_1',
  title: 'A page',
  link: 'https://example.org/a?b=1',
  content: '<img src=x onerror=alert(1)> words',
  media: 'Example',
  icon: 'https://tracker.example/icon.png',
  ...change,
})

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
})

async function show(references: WebReference[]): Promise<HTMLElement> {
  const place = document.createElement('div')
  await act(async () => {
    createRoot(place).render(
      <IntlProvider locale="en" messages={en}>
        <WebResults references={references} />
      </IntlProvider>,
    )
  })
  return place
}

test('a result is a link in a new tab, its words are text, and nothing is loaded from its site', async () => {
  const place = await show([reference({})])
  const link = place.querySelector('a')
  expect(link?.href).toMatch(/^https:\/\/example\.org\/a\?b=1#:~:text=/)
  expect(link?.target).toBe('_blank')
  expect(link?.rel).toBe('noopener noreferrer')
  expect(place.querySelector('img')).toBeNull()
  expect(place.textContent).toContain('<img src=x onerror=alert(1)> words')
})

test.each(['😀', '\ud83d'])('a quote ends before %j or behind it, never in its middle', async (character) => {
  const place = await show([reference({ content: `${'a'.repeat(119)}${character} and so on` })])
  expect(place.querySelector('a')?.hash).toMatch(/^#:~:text=a{119}(?:%F0%9F%98%80)?$/)
})

test('a result says its site and its date, where upstream does', async () => {
  expect((await show([reference({ published: '2025-04-12' })])).textContent).toContain(
    'Example · example.org · 2025-04-12',
  )
})

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'mailto:a@example.org',
  'https://bank.example@evil.example/',
  '//example.org/',
  '/c/1',
  '',
])('%j is no link', async (link) => {
  expect((await show([reference({ link })])).querySelector('a')).toBeNull()
})
