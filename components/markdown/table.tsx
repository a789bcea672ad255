'use client'

import { useContext } from 'react'
import type { ComponentProps } from 'react'
import type { ExtraProps } from 'react-markdown'
import { useTranslations } from 'use-intl'
import { BlockContext } from './block-context'
import { CopyButton } from './copy-button'

/** A table that scrolls by itself under its header, and can be copied for a sheet or as Markdown. */
export function Table({ node, children }: ComponentProps<'table'> & ExtraProps) {
  const t = useTranslations('markdown')
  const { source } = useContext(BlockContext)
  const start = node?.position?.start.offset
  const end = node?.position?.end.offset
  return (
    <div className="md-table">
      <div className="md-table-scroll" tabIndex={0} role="group" aria-label={t('table')}>
        <table>{children}</table>
      </div>
      <div className="md-table-bar">
        <CopyButton label={t('copyTableAsTsv')} getText={(button) => toTsv(button.closest('.md-table'))}>
          TSV
        </CopyButton>
        <CopyButton label={t('copyTableAsMarkdown')} getText={() => source.slice(start, end)}>
          Markdown
        </CopyButton>
      </div>
    </div>
  )
}

function toTsv(table: Element | null): string {
  const rows = [...(table?.querySelectorAll('tr') ?? [])]
  return rows.map((row) => [...row.children].map(toCellText).join('\t')).join('\n')
}

/** The text of a cell on one line; a formula gives its TeX instead of its glyphs. */
function toCellText(cell: Element): string {
  const copy = cell.cloneNode(true)
  if (!(copy instanceof Element)) return ''
  for (const formula of copy.querySelectorAll('.katex')) {
    formula.replaceWith(formula.querySelector('annotation')?.textContent ?? '')
  }
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim()
}
