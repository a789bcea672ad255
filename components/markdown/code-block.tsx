'use client'

import { TextWrap } from 'lucide-react'
import { memo, useContext, useState } from 'react'
import { useTranslations } from 'use-intl'
import { BlockContext } from './block-context'
import { CopyButton } from './copy-button'
import type { Token } from './highlighter'
import { findLanguage, nameOfLanguage } from './languages'
import { linesPerGroup, useColours } from './use-colours'

/** Code with its language, a copy button and, once it is complete, colours; they change nothing but colour. */
export const CodeBlock = memo(function CodeBlock({ code, word }: { code: string; word: string }) {
  const t = useTranslations('markdown')
  const { isOpen } = useContext(BlockContext)
  const [isWrapped, setIsWrapped] = useState(false)
  const language = findLanguage(word)
  const lines = code.split('\n')
  const colours = useColours(code, isOpen ? null : language)
  const name = nameOfLanguage(word)

  const groups: LineGroupProps[] = []
  for (let start = 0; start < lines.length; start += linesPerGroup) {
    const isLast = start + linesPerGroup >= lines.length
    const text = lines.slice(start, start + linesPerGroup).join('\n') + (isLast ? '' : '\n')
    groups.push({ text, first: start + 1, colours: colours?.[groups.length] ?? null })
  }

  return (
    <div className="md-code">
      <div className="md-code-bar">
        <span className="md-code-name">{name}</span>
        <button
          type="button"
          className="md-action"
          aria-pressed={isWrapped}
          aria-label={t('wrapLines')}
          title={t('wrapLines')}
          onClick={() => setIsWrapped(!isWrapped)}
        >
          <TextWrap aria-hidden size={14} />
        </button>
        <CopyButton label={t('copyCode')} getText={() => code} />
      </div>
      {/* Focusable so that the keyboard can scroll it. */}
      <pre
        tabIndex={0}
        role="group"
        aria-label={name ? t('codeIn', { language: name }) : t('code')}
        data-wrapped={isWrapped || undefined}
      >
        <code translate="no">
          {groups.map((group, index) => (
            <LineGroup key={index} {...group} />
          ))}
        </code>
      </pre>
    </div>
  )
})

/** What stands in for code until there is time to draw it: the same size and no controls. */
export function CodePreview({ code, word }: { code: string; word: string }) {
  return (
    <div className="md-code">
      <div className="md-code-bar">
        <span className="md-code-name">{nameOfLanguage(word)}</span>
      </div>
      <pre>
        <code translate="no">{code}</code>
      </pre>
    </div>
  )
}

interface LineGroupProps {
  text: string
  /** Number of its first line. */
  first: number
  colours: Token[][] | null
}

const LineGroup = memo(function LineGroup({ text, first, colours }: LineGroupProps) {
  const lines = text.split('\n').flatMap((line, index, all) => {
    if (index === all.length - 1 && index > 0 && line === '') return []
    const tokens = colours?.[index]
    return [
      <span className="md-line" data-line={first + index} key={index}>
        {tokens ? tokens.map(toElement) : line}
      </span>,
      index < all.length - 1 ? '\n' : null,
    ]
  })
  // A block of its own, so that a line that is added lays out its group only.
  return <span className="md-lines">{lines}</span>
})

function toElement({ text, kind }: Token, index: number) {
  return kind ? (
    <span key={index} className={`md-t-${kind}`}>
      {text}
    </span>
  ) : (
    text
  )
}
