import type { BigNumber, MathNode } from 'mathjs'
import { loadMath } from './math'
import type { MathTools } from './math'
import { FunctionProblem } from './problem'

export const maxExpressionLength = 500
/** No result, also none in between, has more digits before or after the point. */
const maxExponent = 1_000
const maxFactorial = 1_000

type Operation = { counts: [number, number]; run(math: MathTools, values: BigNumber[]): BigNumber }

/**
 * The value of an arithmetic expression. It is parsed by mathjs and walked here: only numbers, the operators and the
 * functions below exist, so nothing of mathjs can be reached by name, and every step is bounded in time and size.
 *
 * @throws FunctionProblem
 */
export async function calculate(expression: string): Promise<object> {
  const math = await loadMath()
  let tree: MathNode
  try {
    tree = math.parse(expression)
  } catch (error) {
    throw new FunctionProblem(error instanceof Error ? error.message : 'The expression cannot be read.')
  }
  const value = valueOf(math, tree)
  const precision = value.isInteger() ? 32 : 16
  return { expression, result: math.format(value, { precision, lowerExp: -9, upperExp: 32 }) }
}

function valueOf(math: MathTools, node: MathNode): BigNumber {
  if (math.isConstantNode(node)) {
    // The parser makes BigNumbers of what is written as a number, and numbers of its own for a percentage.
    const value: unknown = typeof node.value === 'number' ? math.bignumber(node.value) : node.value
    if (math.isBigNumber(value)) return bounded(value)
    throw new FunctionProblem(`"${node.toString()}" is not a number.`)
  }
  if (math.isParenthesisNode(node)) return valueOf(math, node.content)
  if (math.isSymbolNode(node)) return constantOf(math, node.name)
  const call = math.isOperatorNode(node)
    ? { name: node.fn, parts: node.args }
    : math.isFunctionNode(node) && math.isSymbolNode(node.fn)
      ? { name: node.fn.name, parts: node.args }
      : null
  if (!call) throw new FunctionProblem(`"${node.toString().slice(0, 40)}" is not arithmetic.`)
  const operation = Object.hasOwn(operations, call.name) ? operations[call.name] : undefined
  if (!operation) throw new FunctionProblem(`There is no function "${call.name}" here.`)
  const [least, most] = operation.counts
  if (call.parts.length < least || call.parts.length > most) {
    throw new FunctionProblem(`"${call.name}" does not take ${call.parts.length} values.`)
  }
  const values = call.parts.map((part) => valueOf(math, part))
  const value = operation.run(math, values)
  if (value.isNaN()) throw new FunctionProblem(`${call.name}(${values.join(', ')}) has no real value.`)
  return bounded(value)
}

function bounded(value: BigNumber): BigNumber {
  if (!value.isFinite() || (!value.isZero() && Math.abs(value.e) > maxExponent)) {
    throw new FunctionProblem('The value is too large, too small or infinite.')
  }
  return value
}

function constantOf(math: MathTools, name: string): BigNumber {
  const value = Object.hasOwn(constants, name) ? constants[name] : undefined
  if (value === undefined) throw new FunctionProblem(`There is no value "${name}" here.`)
  return math.bignumber(value)
}

/** 64 digits each. */
const constants: Record<string, string> = {
  pi: '3.141592653589793238462643383279502884197169399375105820974944592',
  e: '2.718281828459045235360287471352662497757247093699959574966967628',
  tau: '6.283185307179586476925286766559005768394338798750211641949889185',
  phi: '1.618033988749894848204586834365638117720309179805762862135448623',
}

const many: [number, number] = [1, 64]

const operations: Record<string, Operation> = {
  add: two((left, right) => left.plus(right)),
  subtract: two((left, right) => left.minus(right)),
  multiply: two((left, right) => left.times(right)),
  divide: two((left, right) => {
    if (right.isZero()) throw new FunctionProblem('Division by zero.')
    return left.div(right)
  }),
  mod: two(remainder),
  pow: two((base, exponent, math) =>
    exponent.isInteger() ? base.pow(exponent) : inNumbers(Math.pow)(math, [base, exponent]),
  ),
  unaryMinus: one((value) => value.negated()),
  unaryPlus: one((value) => value),
  factorial: one(factorial),
  abs: one((value) => value.abs()),
  ceil: one((value) => value.ceil()),
  floor: one((value) => value.floor()),
  round: {
    counts: [1, 2],
    run: (math, [value, places = math.bignumber(0)]) => {
      if (!value || !places.isInteger() || places.lt(0) || places.gt(32)) {
        throw new FunctionProblem('round takes a value and 0 to 32 places.')
      }
      return value.toDecimalPlaces(places.toNumber())
    },
  },
  sqrt: one((value) => value.sqrt()),
  cbrt: one((value) => value.cbrt()),
  exp: { counts: [1, 1], run: inNumbers(Math.exp) },
  log: {
    counts: [1, 2],
    run: inNumbers((value, base) =>
      base === undefined ? Math.log(value) : Math.log(value) / Math.log(base),
    ),
  },
  ln: { counts: [1, 1], run: inNumbers(Math.log) },
  log2: { counts: [1, 1], run: inNumbers(Math.log2) },
  log10: { counts: [1, 1], run: inNumbers(Math.log10) },
  sin: { counts: [1, 1], run: inNumbers(Math.sin) },
  cos: { counts: [1, 1], run: inNumbers(Math.cos) },
  tan: { counts: [1, 1], run: inNumbers(Math.tan) },
  asin: { counts: [1, 1], run: inNumbers(Math.asin) },
  acos: { counts: [1, 1], run: inNumbers(Math.acos) },
  atan: { counts: [1, 1], run: inNumbers(Math.atan) },
  atan2: { counts: [2, 2], run: inNumbers(Math.atan2) },
  min: {
    counts: many,
    run: (_, values) => values.reduce((least, value) => (value.lt(least) ? value : least)),
  },
  max: { counts: many, run: (_, values) => values.reduce((most, value) => (value.gt(most) ? value : most)) },
  sum: { counts: many, run: (_, values) => values.reduce((sum, value) => sum.plus(value)) },
  mean: {
    counts: many,
    run: (_, values) => values.reduce((sum, value) => sum.plus(value)).div(values.length),
  },
  gcd: {
    counts: many,
    run: (math, values) => values.reduce((left, right) => greatestDivisor(left, right, math)),
  },
  lcm: {
    counts: many,
    run: (math, values) =>
      values.reduce((left, right) => {
        const divisor = greatestDivisor(left, right, math)
        return divisor.isZero() ? divisor : left.times(right).abs().div(divisor)
      }),
  },
}

function one(run: (value: BigNumber, math: MathTools) => BigNumber): Operation {
  return { counts: [1, 1], run: (math, [value = math.bignumber(0)]) => run(value, math) }
}

function two(run: (left: BigNumber, right: BigNumber, math: MathTools) => BigNumber): Operation {
  return {
    counts: [2, 2],
    run: (math, [left = math.bignumber(0), right = math.bignumber(0)]) => run(left, right, math),
  }
}

/** In double precision: 15 digits of the result mean something. */
function inNumbers(run: (...values: number[]) => number): Operation['run'] {
  return (math, values) => {
    const result = run(...values.map((value) => value.toNumber()))
    return math.bignumber(Number.isFinite(result) ? Number(result.toPrecision(15)) : result)
  }
}

/** Of the sign of the divisor, as on paper. */
function remainder(value: BigNumber, divisor: BigNumber): BigNumber {
  if (divisor.isZero()) throw new FunctionProblem('Division by zero.')
  if (value.e - divisor.e > 60) throw new FunctionProblem('The value is too large for a remainder.')
  const rest = value.mod(divisor)
  return !rest.isZero() && rest.isNegative() !== divisor.isNegative() ? rest.plus(divisor) : rest
}

function factorial(value: BigNumber, math: MathTools): BigNumber {
  if (!value.isInteger() || value.lt(0) || value.gt(maxFactorial)) {
    throw new FunctionProblem(`Factorials are of whole numbers from 0 to ${maxFactorial}.`)
  }
  let product = math.bignumber(1)
  for (let factor = 2; factor <= value.toNumber(); factor++) product = product.times(factor)
  return product
}

function greatestDivisor(left: BigNumber, right: BigNumber, math: MathTools): BigNumber {
  if (!left.isInteger() || !right.isInteger() || Math.max(left.e, right.e) > 30) {
    throw new FunctionProblem('Divisors are of whole numbers below 10^30.')
  }
  let [larger, smaller] = [left.abs(), right.abs()]
  while (!smaller.isZero()) [larger, smaller] = [smaller, larger.mod(smaller)]
  return larger.plus(math.bignumber(0))
}
