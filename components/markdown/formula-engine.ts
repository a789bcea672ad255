import katex from 'katex'
import 'katex/dist/katex.min.css'
import type { ReactElement } from 'react'
import { limits } from './limits'
import { toElements } from './markup'

/** The elements of a formula in TeX, or null when it is not valid TeX or beyond the limits (reliability.md S13). */
export function formatFormula(source: string, isDisplay: boolean): ReactElement | null {
  const key = (isDisplay ? 'd' : 'i') + source
  const known = cache.get(key)
  if (known !== undefined) return known
  const elements = format(source, isDisplay)
  if (cache.size >= cacheSize) cache.clear()
  cache.set(key, elements)
  return elements
}

const cacheSize = 500
const cache = new Map<string, ReactElement | null>()

function format(source: string, displayMode: boolean): ReactElement | null {
  if (source.length > limits.formula) return null
  try {
    return toElements(katex.renderToString(source, { ...options, displayMode }))
  } catch {
    return null
  }
}

const options = {
  throwOnError: true,
  trust: false,
  strict: 'ignore',
  maxSize: 20,
  maxExpand: 200,
  output: 'htmlAndMathml',
} as const
