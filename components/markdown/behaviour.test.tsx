// @vitest-environment happy-dom
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { Root } from 'react-dom/client'
import { IntlProvider } from 'use-intl'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import messages from '@/lib/i18n/messages/en.json'
import { parser } from './block'
import { Markdown } from './markdown'

let host: HTMLElement
let root: Root

beforeAll(async () => {
  // KaTeX asks whether the page has a doctype; pages have.
  Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })
  await parser.load()
})
beforeEach(() => {
  host = document.createElement('div')
  document.body.append(host)
  root = createRoot(host)
})
afterEach(() => {
  root.unmount()
  host.remove()
})

function show(text: string, isStreaming = false): void {
  flushSync(() =>
    root.render(
      <IntlProvider locale="en" messages={messages} timeZone="UTC">
        <Markdown text={text} isStreaming={isStreaming} />
      </IntlProvider>,
    ),
  )
}

async function until(isTrue: () => unknown): Promise<void> {
  await vi.waitFor(
    () => {
      if (!isTrue()) throw new Error(`not yet: ${host.innerHTML.slice(0, 400)}`)
    },
    { timeout: 10_000 },
  )
}

function find(selector: string): HTMLElement {
  const element = host.querySelector<HTMLElement>(selector)
  if (!element) throw new Error(`no ${selector} in ${host.innerHTML.slice(0, 400)}`)
  return element
}

describe('while an answer grows', () => {
  test('what is finished stays the same element, and the last piece shows', async () => {
    let text = 'First **word**.\n\nSecond'
    show(text, true)
    await until(() => host.querySelector('strong'))
    const first = find('strong')
    for (const piece of [' one', '.\n\n- a\n', '- b\n\n```js\nlet a', ' = 1\n```\n\nThe *end*']) {
      text += piece
      show(text, true)
    }
    await until(() => host.querySelector('em')?.textContent === 'end')
    expect(find('strong')).toBe(first)
    expect(host.querySelectorAll('li')).toHaveLength(2)
  })

  test('open emphasis shows as emphasis, not as stars', async () => {
    show('An **import', true)
    await until(() => host.querySelector('strong'))
    expect(host.textContent).toBe('An import')
  })

  test('code keeps its element and its text when it closes, then gets its colours', async () => {
    show('```js\nconst a = 1', true)
    await until(() => host.querySelector('pre'))
    const code = find('pre')
    show('```js\nconst a = 1\n```\n\nDone', true)
    await until(() => host.textContent?.includes('Done'))
    await until(() => host.querySelector('.md-t-keyword')?.textContent === 'const')
    expect(find('pre')).toBe(code)
    expect(code.textContent).toBe('const a = 1')
  })

  test('a text that is replaced shows as the new one', () => {
    show('Something long that was withdrawn', true)
    show('No', false)
    expect(host.textContent).toBe('No')
  })
})

describe('parts', () => {
  test('a formula is set, and one that cannot be set stands as it is', async () => {
    show('$x^2$ and $\\nonsense$')
    await until(() => host.querySelector('.katex'))
    expect(find('annotation').textContent).toBe('x^2')
    expect(find('.md-tex').textContent).toBe('\\nonsense')
  })

  test('code is copied as it was written', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    show('```ts\nif (a) {\n\n\tb()\n}\n```')
    await until(() => host.querySelector('[aria-label="Copy code"]'))
    find('[aria-label="Copy code"]').click()
    expect(write).toHaveBeenCalledWith('if (a) {\n\n\tb()\n}')
    await until(() => host.querySelector('[aria-label="Copied"]'))
  })

  test('where the clipboard is not to be had, copying goes by a selection', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('insecure'))
    const copied: string[] = []
    document.execCommand = () => copied.push(document.querySelector('textarea')?.value ?? '') > 0
    show('```\na\n```')
    await until(() => host.querySelector('[aria-label="Copy code"]'))
    find('[aria-label="Copy code"]').click()
    await until(() => copied.length > 0)
    expect(copied).toEqual(['a'])
    expect(document.querySelector('textarea')).toBeNull()
  })

  test('a table is copied for a sheet and as Markdown', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const table = '| a | b |\n| --- | --- |\n| **c** | d |'
    show(`Before\n\n${table}\n\nAfter`)
    await until(() => host.querySelector('table'))
    find('[aria-label="Copy table as TSV"]').click()
    expect(write).toHaveBeenLastCalledWith('a\tb\nc\td')
    find('[aria-label="Copy table as Markdown"]').click()
    expect(write).toHaveBeenLastCalledWith(table)
  })

  test('a picture is named with its host and does not load', async () => {
    show('![The lake](https://images.example.org/lake.png)')
    await until(() => host.querySelector('a'))
    expect(find('a').getAttribute('aria-label')).toBe(
      'Open picture “The lake” from images.example.org in a new tab',
    )
    expect(host.querySelector('img')).toBeNull()
  })

  test('footnotes are numbered through the answer and lead there and back', async () => {
    show('One[^b].\n\nTwo[^a], one again[^b].\n\n[^a]: Second\n[^b]: First')
    await until(() => host.querySelector('section'))
    expect([...host.querySelectorAll('sup a')].map((link) => link.textContent).slice(0, 3)).toEqual([
      '1',
      '2',
      '1',
    ])
    expect([...host.querySelectorAll('section li p')].map((note) => note.textContent?.split(' ')[0])).toEqual(
      ['First', 'Second'],
    )
    for (const link of host.querySelectorAll('a')) {
      expect(
        document.getElementById(link.getAttribute('href')?.slice(1) ?? ''),
        link.outerHTML,
      ).not.toBeNull()
    }
  })

  test('a link finds its address in a later block', async () => {
    show('See [the page][p].\n\nMore.\n\n[p]: https://example.org/p')
    await until(() => host.querySelector('a'))
    expect(find('a').getAttribute('href')).toBe('https://example.org/p')
  })

  test('an address in Chinese text ends before its punctuation', async () => {
    show('见 https://example.org/a，然后继续。')
    await until(() => host.querySelector('a'))
    expect(find('a').textContent).toBe('https://example.org/a')
    expect(host.textContent).toBe('见 https://example.org/a，然后继续。')
  })
})
