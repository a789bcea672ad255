/** Finds arithmetic in a sentence and works it out. Only numbers, operators and a few functions are let through. */
const functionNames = 'sqrt|cbrt|abs|exp|log10|log2|log|ln|sin|cos|tan|round|floor|ceil|mod|gcd|lcm|min|max'
const piece = String.raw`(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|\b(?:${functionNames})(?=\s*\()|\bpi\b|[+\-*/^%(),]|\s)`
const longestExpression = 200
const asks =
  /\b(?:calculate|compute|work out|evaluate|how much is|what(?:’s|'s| is)|solve)\b|计算|算一下|等于|多少|得多少|=/i

/** Null when the sentence asks for none. */
export function findExpression(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/(?<=\d),(?=\d{3}\b)/g, '')
    .replace(/[×✕·]/g, '*')
    .replace(/÷/g, '/')
    .replace(/[−–]/g, '-')
    .replace(/\*\*/g, '^')
    .replace(/(?<=[\d)\s])x(?=[\s\d(])/gi, '*')
    .replace(/\bsquare root of\s+(\d+(?:\.\d+)?)/gi, 'sqrt($1)')
    .replace(/\b(?:times|multiplied by)\b|乘以?/gi, '*')
    .replace(/\b(?:divided by|over)\b|除以/gi, '/')
    .replace(/\bplus\b|加上?/gi, '+')
    .replace(/\bminus\b|减去?/gi, '-')
    .replace(/\bto the power of\b|的?(\d+)次方/gi, '^$1')
    .replace(/\bsquared\b|的?平方/gi, '^2')
    .replace(/\d{4}-\d{1,2}-\d{1,2}/g, ' ; ')
  const runs = plain.match(new RegExp(`${piece}+`, 'gi')) ?? []
  const [best] = runs
    .map((run) => run.trim().replace(/^[+*/^%),\s]+|[+\-*/^%(,\s]+$/g, ''))
    .filter(isExpression)
    .sort((left, right) => right.length - left.length)
  if (best === undefined) return null
  const isMost = best.length >= text.trim().replace(/[?？=\s]+$/g, '').length * 0.6
  return isMost || asks.test(text) ? best.replace(/\s+/g, ' ') : null
}

function isExpression(run: string): boolean {
  if (run.length > longestExpression) return false
  const numbers = run.match(/\d+(?:\.\d+)?|\bpi\b/gi)?.length ?? 0
  return /[a-z]\s*\(/i.test(run) ? numbers >= 1 : numbers >= 2 && /[\d)]\s*[+\-*/^%]/.test(run)
}

/** @param expression as `findExpression` gives it @returns the result as it is written, null when there is none */
export async function calculate(expression: string): Promise<string | null> {
  if (!new RegExp(`^${piece}+$`, 'i').test(expression) || expression.length > longestExpression) return null
  const { evaluate } = await import('mathjs')
  try {
    const value: unknown = evaluate(expression.replace(/\bln(?=\s*\()/gi, 'log').toLowerCase())
    if (typeof value !== 'number' || Number.isNaN(value)) return null
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(12)))
  } catch {
    return null
  }
}
