import { expect, test } from 'vitest'
import type { ToolInput } from './events'
import { summaryOf } from './step-summary'

test.each<[string, ToolInput, string | null]>([
  ['values of a function', { kind: 'function', parameters: '{"city":"Oslo","days":3}' }, 'Oslo, 3'],
  ['no values', { kind: 'function', parameters: '{}' }, null],
  ['what is no JSON', { kind: 'function', parameters: 'Oslo' }, 'Oslo'],
  [
    'an MCP call with its server',
    { kind: 'mcp', server: 'almanac', tool: 'tides', arguments: '{"day":"today"}' },
    'almanac · today',
  ],
  ['a list of tools', { kind: 'mcp_list', server: 'almanac' }, 'almanac'],
  [
    'code by its first line',
    { kind: 'code', code: '```python\n\nimport math\nprint(1)\n```' },
    'import math',
  ],
  ['a drawing by its prompt', { kind: 'drawing', prompt: 'a lake\nat  night' }, 'a lake at night'],
  ['a browser by its command', { kind: 'browser', call: 'search("tides")' }, 'search("tides")'],
  ['searches', { kind: 'web_search', queries: ['tides', 'moon'] }, 'tides · moon'],
  ['what nobody knows', { kind: 'unknown', json: '{"a":1}' }, null],
])('%s', (_, input, line) => expect(summaryOf({ input })).toBe(line))

test('a long one is cut', () =>
  expect(summaryOf({ input: { kind: 'drawing', prompt: 'x'.repeat(500) } })).toMatch(/^x{160}…$/))
