import { describe, expect, test } from 'vitest'
import { normalizeMath } from './normalize-math'

describe('money, shell variables and code are not formulas', () => {
  test.each([
    ['It costs $5 and $10.', 'It costs \\$5 and \\$10.'],
    ['between $1,000.50 and $2,000', 'between \\$1,000.50 and \\$2,000'],
    ['$5–$10', '\\$5–\\$10'],
    ['$5/$10 or $3M', '\\$5/\\$10 or \\$3M'],
    ['from $10, or 20$ at most', 'from \\$10, or 20\\$ at most'],
    ['价格为$100 美元，合700$', '价格为\\$100 美元，合700\\$'],
    ['$HOME and $PATH', '\\$HOME and \\$PATH'],
    ['cd $HOME/$USER', 'cd \\$HOME/\\$USER'],
    ['US$5 and US$6', 'US\\$5 and US\\$6'],
    ['$ 5 $', '\\$ 5 \\$'],
    ['one $ only', 'one \\$ only'],
    ['`$a$` and ``$b`$``', '`$a$` and ``$b`$``'],
    ['cost $5 and `x$`', 'cost \\$5 and `x$`'],
    ['https://example.org/$a/$b', 'https://example.org/$a/$b'],
    ['\\$a\\$', '\\$a\\$'],
    ['```\n$a$\n```', '```\n$a$\n```'],
    ['- ```sh\n  echo $A$B\n  ```\n  $5', '- ```sh\n  echo $A$B\n  ```\n  \\$5'],
    ['| $5 | $6 |', '| \\$5 | \\$6 |'],
  ])('%s', (source, expected) => expect(normalizeMath(source)).toBe(expected))
})

describe('formulas stay or become dollars', () => {
  test.each([
    ['$x$', '$x$'],
    ['其中$x_1$是', '其中$x_1$是'],
    ['the $n$th', 'the $n$th'],
    ['$5$ is prime', '$5$ is prime'],
    ['$2x + 3$', '$2x + 3$'],
    ['$3 \\times 4$', '$3 \\times 4$'],
    ['$1, 2, 3$', '$1, 2, 3$'],
    ['\\(a_b\\) and \\( c \\)', '$a_b$ and $c$'],
    ['text $$x$$ more', 'text $$x$$ more'],
    ['$a\\$b$', '$$a\\$b$$'],
    ['$$ x = y $$', '$$\n x = y \n$$'],
    ['$$x = 1\n+ 2$$', '$$\nx = 1\n+ 2\n$$'],
    ['\\[ x \\].', '$$\n x .\n$$'],
    ['\\[\nx\n\\]', '$$\nx\n$$'],
    ['  \\[ x \\]', '  $$\n   x \n  $$'],
    ['> $$x$$', '> $$\n> x\n> $$'],
    ['$$\nx\n$$', '$$\nx\n$$'],
  ])('%s', (source, expected) => expect(normalizeMath(source)).toBe(expected))

  test.each(['\\[ never', '\\( never', '\\[not a link\\](x)', 'see \\[1\\].'])(
    'what never ends stays: %s',
    (source) => expect(normalizeMath(source)).toBe(source),
  )
})
