'use client'

import { useContext } from 'react'
import type { ComponentProps } from 'react'
import type { Components, ExtraProps } from 'react-markdown'
import { useTranslations } from 'use-intl'
import { BlockContext } from './block-context'
import { Citation } from './citation'
import { CodeBlock } from './code-block'
import { Figure } from './figure'
import { Formula } from './formula'
import { ImagePlaceholder } from './image-placeholder'
import { Table } from './table'
import { toSafeUrl } from './url-policy'

type Node = NonNullable<ExtraProps['node']>
type Props<Tag extends keyof React.JSX.IntrinsicElements> = ComponentProps<Tag> & ExtraProps

function Link({ node, href = '', title, children, id }: Props<'a'>) {
  const t = useTranslations('markdown')
  const isReference = node?.properties['dataFootnoteRef'] !== undefined
  const isBackReference = node?.properties['dataFootnoteBackref'] !== undefined
  if (isReference || isBackReference) {
    return (
      <a
        href={href}
        id={id}
        className={isReference ? 'md-note-ref' : 'md-note-back'}
        aria-label={isBackReference ? t('backToText') : t('footnote', { number: textOf(node) })}
        onClick={(event) => {
          event.preventDefault()
          jumpTo(href.slice(1))
        }}
      >
        {children}
      </a>
    )
  }
  const url = toSafeUrl(href)
  if (!url) return <span>{children}</span>
  if (node && hasImage(node)) return <span>{children}</span>
  return (
    <a href={url} title={title} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}

function jumpTo(id: string): void {
  const target = document.getElementById(id)
  if (!target) return
  target.scrollIntoView({ block: 'center' })
  if (target.tabIndex < 0) target.tabIndex = -1
  target.focus({ preventScroll: true })
}

function Preformatted({ node }: Props<'pre'>) {
  const code = node?.children.find((child) => child.type === 'element')
  if (code?.type !== 'element') return null
  const text = textOf(code).replace(/\n$/, '')
  const classes = classesOf(code)
  if (classes.includes('math-display')) return <Formula source={text} isDisplay />
  const word = classes.find((name) => name.startsWith('language-'))?.slice('language-'.length) ?? ''
  return <FencedBlock code={text} word={word} />
}

/** Fenced code, or the formula in a fence that is marked as math. */
export function FencedBlock({ code, word }: { code: string; word: string }) {
  const { isOpen } = useContext(BlockContext)
  return word === 'math' && !isOpen ? (
    <Formula source={code} isDisplay />
  ) : (
    <CodeBlock code={code} word={word} />
  )
}

function InlineCode({ node, children }: Props<'code'>) {
  if (node && classesOf(node).includes('math-inline'))
    return <Formula source={textOf(node)} isDisplay={false} />
  return <code translate="no">{children}</code>
}

function TaskMark({ checked }: Props<'input'>) {
  const t = useTranslations('markdown')
  return (
    <span
      role="img"
      className="md-task"
      aria-label={checked ? t('done') : t('notDone')}
      data-done={checked || undefined}
    />
  )
}

function NotesHeading({ node, children }: Props<'h2'>) {
  const t = useTranslations('markdown')
  if (node?.properties['id'] === 'footnote-label')
    return <h3 className="md-notes-heading">{t('footnotes')}</h3>
  return <h3>{children}</h3>
}

/** Spans are made of marks only (remark-answers.ts). */
function Marked({ node, children }: Props<'span'>) {
  const citation = node?.properties['dataCitation']
  const figure = node?.properties['dataFigure']
  if (typeof figure === 'string') return <Figure marker={figure} />
  if (typeof citation === 'string') return <Citation text={textOf(node)} numbers={citation.split(' ')} />
  return <span>{children}</span>
}

/** The page has its own headings; those of an answer come below them. */
export const elements: Components = {
  a: Link,
  code: InlineCode,
  h1: ({ children }) => <h2>{children}</h2>,
  h2: NotesHeading,
  h3: ({ children }) => <h4>{children}</h4>,
  h4: ({ children }) => <h5>{children}</h5>,
  h5: ({ children }) => <h6>{children}</h6>,
  h6: ({ children }) => <h6>{children}</h6>,
  img: ({ src, alt }) => <ImagePlaceholder address={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
  input: TaskMark,
  pre: Preformatted,
  span: Marked,
  table: Table,
}

function classesOf(node: Node): string[] {
  const value = node.properties['className']
  return Array.isArray(value) ? value.map(String) : []
}

function textOf(node: Node | undefined): string {
  let text = ''
  for (const child of node?.children ?? []) {
    if (child.type === 'text') text += child.value
    else if (child.type === 'element') text += textOf(child)
  }
  return text
}

function hasImage(node: Node): boolean {
  return node.children.some(
    (child) => child.type === 'element' && (child.tagName === 'img' || hasImage(child)),
  )
}
