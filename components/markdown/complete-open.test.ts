import { expect, test } from 'vitest'
import { completeOpen } from './complete-open'

test.each([
  ['a **bo', 'a **bo**'],
  ['a **bold** b', 'a **bold** b'],
  ['a **bold *and', 'a **bold *and***'],
  ['a **', 'a '],
  ['a **bold ', 'a **bold**'],
  ['2 * 3 = 6', '2 * 3 = 6'],
  ['~~go', '~~go~~'],
  ['a `co', 'a `co`'],
  ['a `', 'a '],
  ['see [the page](https://exa', 'see [the page](about:blank)'],
  ['see [the page](https://example.org)', 'see [the page](https://example.org)'],
  ['**a**\n- **b', '**a**\n- **b**'],
  ['line\n-', 'line\n'],
  ['line\n==', 'line\n'],
  ['line\n- a\n1.', 'line\n- a\n'],
  ['| a |\n|--', '| a |\n'],
  ['`a*b` c', '`a*b` c'],
  ['\\*a', '\\*a'],
])('%j', (source, expected) => expect(completeOpen(source)).toBe(expected))
