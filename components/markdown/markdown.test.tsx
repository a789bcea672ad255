import { renderToStaticMarkup } from 'react-dom/server'
import type { ReactElement } from 'react'
import { IntlProvider } from 'use-intl'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import messages from '@/lib/i18n/messages/en.json'
import { longAnswer } from './__fixtures__/long-answer'
import { randomDocument, randomFrom, randomPieces } from './__fixtures__/random-documents'
import { parser } from './block'
import { BlockContext } from './block-context'
import { advanceDocument } from './document'
import type { MarkdownDocument } from './document'
import { Markdown } from './markdown'
import { normalizeMath } from './normalize-math'
import { advanceSplit } from './split'

// Hundreds of documents each, on machines that do other things as well.
vi.setConfig({ testTimeout: 120_000 })

beforeAll(() => parser.load())

describe('blocks', () => {
  test('a text formatted block by block is the text formatted whole', () => {
    const random = randomFrom(7)
    for (let round = 0; round < 400; round += 1) {
      const text = randomDocument(random)
      expect(formatInBlocks(text), JSON.stringify(text)).toBe(formatWhole(text))
    }
  })

  test('so is a long answer', () => {
    const text = longAnswer(30_000)
    expect(formatInBlocks(text)).toBe(formatWhole(text))
  })

  test('a text that arrives in pieces ends as the text that came at once', () => {
    const random = randomFrom(11)
    for (let round = 0; round < 300; round += 1) {
      const text = randomDocument(random)
      let document: MarkdownDocument | null = null
      let finished: readonly unknown[] = []
      let soFar = ''
      for (const piece of randomPieces(random, text)) {
        soFar += piece
        document = advanceDocument(document, soFar, true)
        expect(document.split.finished.slice(0, finished.length), JSON.stringify(soFar)).toEqual(finished)
        finished = document.split.finished
      }
      const once = advanceDocument(null, text, false)
      const grown = advanceDocument(document, text, false)
      expect(grown.groups.flat(), JSON.stringify(text)).toEqual(once.groups.flat())
      expect(grown.notes).toBe(once.notes)
    }
  })
})

function html(element: ReactElement): string {
  const markup = renderToStaticMarkup(
    <IntlProvider locale="en" messages={messages} timeZone="UTC">
      {element}
    </IntlProvider>,
  )
  return markup
    .replaceAll(/>\s+</g, '><')
    .replaceAll(/<div class="md(?:-block|-group)?"[^>]*>|<\/div>|id="[^"]*"|href="#[^"]*"/g, '')
    .trim()
}

function formatInBlocks(text: string): string {
  return html(<Markdown text={text} isStreaming={false} />)
}

function formatWhole(text: string): string {
  const { finished, tail } = advanceSplit(null, text)
  let source = ''
  let end = 0
  for (const block of [...finished, ...tail]) {
    const start = text.indexOf(block.source, end)
    source += text.slice(end, start) + (block.kind === 'code' ? block.source : normalizeMath(block.source))
    end = start + block.source.length
  }
  const content = parser.get()?.formatMarkdown(source, null, 'md-')
  return html(<BlockContext value={{ isOpen: false, source }}>{content}</BlockContext>)
}
