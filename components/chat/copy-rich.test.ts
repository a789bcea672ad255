// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { plainHtml } from './copy-rich'

test('rich text is what a reader sees: no buttons, classes, styles or handlers', () => {
  const body = document.createElement('div')
  body.innerHTML =
    '<p class="md" style="color:red">See <a href="https://example.org/" class="x" onclick="x()">this</a></p>' +
    '<button>Copy code</button><table><tbody><tr><td colspan="2" data-x="1">1</td></tr></tbody></table>' +
    '<svg></svg><span class="sr-only">hidden</span>'
  expect(plainHtml(body)).toBe(
    '<p>See <a href="https://example.org/">this</a></p>' +
      '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
  )
})
