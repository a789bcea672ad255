import { describe, expect, test } from 'vitest'
import { hostOf, toSafeUrl } from './url-policy'

describe('addresses that become links', () => {
  test.each([
    ['https://example.org/a?b=1#c', 'https://example.org/a?b=1#c'],
    ['HTTP://Example.org', 'http://example.org/'],
    ['mailto:someone@example.org', 'mailto:someone@example.org'],
    [' https://example.org/a b ', 'https://example.org/a%20b'],
    ['https://zh.wikipedia.org/wiki/月球', 'https://zh.wikipedia.org/wiki/%E6%9C%88%E7%90%83'],
    ['https://пример.рф/', 'https://xn--e1afmkfd.xn--p1ai/'],
    ['https://example.org/?a=1&amp;b=2', 'https://example.org/?a=1&amp;b=2'],
  ])('%s', (address, url) => expect(toSafeUrl(address)).toBe(url))
})

describe('addresses that do not', () => {
  test.each([
    '',
    '#part',
    '/path',
    '//example.org',
    'example.org',
    'www.example.org',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'java\u200bscript:alert(1)',
    'javascript&colon;alert(1)',
    '&#106;avascript:alert(1)',
    '&#x6A;avascript:alert(1)',
    '&amp;#x6a;avascript:alert(1)',
    'vbscript:msgbox(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml,<svg onload=alert(1)>',
    'blob:https://example.org/1',
    'file:///etc/passwd',
    'ftp://example.org',
    'view-source:https://example.org',
    'https:example.org',
    'http:/example.org',
    'https://',
    'https:///path',
    'https://bank.example@evil.example/',
    'https://user:word@example.org/',
    'mailto:',
    `https://example.org/${'a'.repeat(9_000)}`,
  ])('%s', (address) => expect(toSafeUrl(address)).toBeNull())
})

test('the host is named as people know it', () => {
  expect(hostOf('https://example.org:8443/a')).toBe('example.org:8443')
  expect(hostOf('mailto:someone@example.org')).toBe('someone@example.org')
})
