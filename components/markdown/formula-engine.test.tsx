import { renderToStaticMarkup } from 'react-dom/server'
import katex from 'katex'
import { describe, expect, test } from 'vitest'
import { formatFormula } from './formula-engine'
import { limits } from './limits'

function html(source: string, isDisplay = false): string | null {
  const elements = formatFormula(source, isDisplay)
  return elements && renderToStaticMarkup(elements)
}

describe('formulas', () => {
  test.each([
    'E = mc^2',
    '\\frac{1}{2}\\sqrt[3]{x}',
    '\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}',
    '\\overbrace{a + b}^{\\text{中文 \\& <b>}}',
    '\\xrightarrow{f} \\hat{x} \\in \\mathbb{R}',
    '\\color{red}{x} \\colorbox{yellow}{y} \\boxed{z}',
    '\\int_0^\\infty e^{-x^2}\\,dx \\tag{1}',
  ])('%s has every element that KaTeX made', (source) => {
    for (const isDisplay of [true, false]) {
      if (!isDisplay && source.includes('\\tag')) continue
      const expected = katex.renderToString(source, {
        displayMode: isDisplay,
        strict: 'ignore',
        output: 'htmlAndMathml',
      })
      expect(shapeOf(html(source, isDisplay) ?? '')).toEqual(shapeOf(expected))
    }
  })

  test('keep their TeX for those who copy', () => {
    expect(html('a < b')).toContain('<annotation encoding="application/x-tex">a &lt; b</annotation>')
  })

  test.each([
    '\\href{javascript:alert(1)}{x}',
    '\\url{javascript:alert(1)}',
    '\\includegraphics{https://evil.example/a.png}',
    '\\htmlStyle{background:url(https://evil.example)}{x}',
    '\\htmlData{a=b}{x}',
    '\\htmlClass{md}{x}',
  ])('carry no address and no attributes of their own: %s', (source) => {
    const markup = html(source) ?? ''
    expect(markup.replace(/<annotation.*?<\/annotation>/, '')).not.toMatch(
      /(?:href|src|data-a)=|evil|class="md|<img|<a /,
    )
  })

  test('a size beyond reason is held', () => {
    expect(html('\\rule{9999em}{9999em}')).not.toContain('9999em;')
  })

  test.each([
    '\\frac{1}',
    '}',
    '\\unknowncommand',
    `${'{'.repeat(900)}`,
    `${'\\frac{1}{'.repeat(200)}`,
    '\\def\\a{\\a\\a}\\a',
    'x'.repeat(limits.formula + 1),
  ])('what cannot be set is left to be shown as it is', (source) => expect(html(source)).toBeNull())
})

/** Elements with classes and text, without the order and spelling of attributes. */
function shapeOf(markup: string): string[] {
  return [
    ...markup
      .replaceAll(/<\/(?:path|line)>/g, '')
      .matchAll(/<(\/?[\w]+)(?:[^>]*?class="([^"]*)")?[^>]*>|([^<]+)/g),
  ].map(([, tag, names, text]) => text ?? `${tag} ${names ?? ''}`)
}
