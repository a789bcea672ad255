import { renderToStaticMarkup } from 'react-dom/server'
import { IntlProvider } from 'use-intl'
import { beforeAll, expect, test } from 'vitest'
import messages from '@/lib/i18n/messages/en.json'
import type { WebReference } from '@/lib/runs/events'
import { parser } from './block'
import { Markdown } from './markdown'
import { ReferencesContext } from './references-context'

beforeAll(() => parser.load())

const page = (refer: string, link: string | null): WebReference => ({
  refer,
  title: `Title of ${refer}`,
  link,
  content: 'What the page says.',
  media: null,
  icon: 'https://icons.example/favicon.ico',
})
const pages = [
  page('ref_5', 'https://five.example/'),
  page('ref_1', 'https://one.example/'),
  page('ref_2', null),
]

function render(text: string, isStreaming = false): string {
  const figureOf = (marker: string) =>
    marker.includes('_171_1') ? '/api/media/figure' : marker.includes('_172_') ? undefined : null
  return renderToStaticMarkup(
    <IntlProvider locale="en" messages={messages} timeZone="UTC">
      <ReferencesContext value={{ pages, figureOf, show: () => {} }}>
        <Markdown text={text} isStreaming={isStreaming} />
      </ReferencesContext>
    </IntlProvider>,
  )
}

test('a mark links to the page that its label names, wherever that stands in the list', () => {
  const html = render('It is so [1], and so【ref_5】.')
  expect(html).toMatch(/<a class="md-cite" href="https:\/\/one\.example\/"[^>]*>\[1\]<\/a>, and so/)
  expect(html).toMatch(/href="https:\/\/five\.example\/"[^>]*aria-label="\[5\] Title of ref_5"/)
})

test('a mark that names nothing, and one in code or in a link, stays what it was', () => {
  expect(render('Unknown [3] and【9†source】.')).toContain('Unknown [3] and【9†source】.')
  const html = render('`list[1]` and [see [1]](https://x.example/)\n\n```\nlist[1]\n```')
  expect(html).not.toContain('md-cite')
})

test('an address in brackets is still a link, and a definition still wins', () => {
  expect(render('[1](https://x.example/)')).toContain('href="https://x.example/"')
  expect(render('[1]\n\n[1]: https://defined.example/')).toContain('href="https://defined.example/"')
})

test('while an answer is written, no mark is ever seen in pieces', () => {
  const text = 'It is so【ref_5】and so [1] and [来源：ref_1] on.'
  for (let end = 1; end <= text.length; end += 1) {
    const words = render(text.slice(0, end), true)
      .replace(/<a class="md-cite".*?<\/a>/g, '')
      .replace(/<[^>]*>/g, '')
    expect(words, text.slice(0, end)).not.toMatch(/[[【\]】]|ref|来源/)
  }
})

test('nothing of a page is loaded from elsewhere', () => {
  expect(render('It is so [1].')).not.toContain('icons.example')
})

test('a figure stands in place of its marker; one that is not known yet has its room, an unknown one is text', () => {
  expect(render('见【示意图序号_171_1】')).toContain('class="md-figure"><img')
  expect(render('见【示意图序号_172_1】')).toContain('class="md-figure" data-waiting="true"')
  expect(render('见【示意图序号_9_9】')).toContain('见【示意图序号_9_9】')
})
