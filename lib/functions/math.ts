import 'server-only'

export type MathTools = Awaited<ReturnType<typeof loadMath>>

let loading: ReturnType<typeof load> | null = null

/** The parts of mathjs that are used, with numbers of 64 digits; read when somebody needs them first. */
export function loadMath() {
  return (loading ??= load())
}

async function load() {
  const mathjs = await import('mathjs')
  const { bignumberDependencies, formatDependencies, parseDependencies, unitDependencies } = mathjs
  const { parse, bignumber, format, unit } = mathjs.create(
    Object.assign({}, bignumberDependencies, formatDependencies, parseDependencies, unitDependencies),
    { number: 'BigNumber', precision: 64 },
  )
  const { isBigNumber, isConstantNode, isFunctionNode, isOperatorNode, isParenthesisNode, isSymbolNode } =
    mathjs
  return {
    parse,
    bignumber,
    format,
    unit,
    isBigNumber,
    isConstantNode,
    isFunctionNode,
    isOperatorNode,
    isParenthesisNode,
    isSymbolNode,
  }
}
