'use client'

import { memo } from 'react'
import { lazyModule, useLazyModule } from './lazy-module'

const engine = lazyModule(() => import('./formula-engine'))
export const preloadFormulas = engine.load

/** A formula in TeX; its source while KaTeX is on its way, and when it cannot be set. */
export const Formula = memo(function Formula({ source, isDisplay }: { source: string; isDisplay: boolean }) {
  const elements = useLazyModule(engine)?.formatFormula(source, isDisplay)
  if (source.trim() === '') return null
  if (!elements) return <code className={isDisplay ? 'md-tex md-tex-display' : 'md-tex'}>{source}</code>
  if (!isDisplay) return <span className="md-formula">{elements}</span>
  return (
    <span className="md-formula-display" tabIndex={source.length > 60 ? 0 : undefined}>
      {elements}
    </span>
  )
})
