'use client'

import ChevronRight from 'lucide-react/icons/chevron-right'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Icon } from '@/components/ui/icon'
import { cn } from '@/lib/cn'
import { sizeOf, toJsonTree } from '@/lib/runs/json-tree'
import type { JsonNode } from '@/lib/runs/json-tree'

/** Entries drawn at once; the rest follows on request. */
const chunkSize = 100
/** What lies deeper, or is larger, is folded at first. */
const openDepth = 2
const openSize = 30
const longString = 400

/** JSON to unfold. Only what is unfolded is in the page. */
export function JsonView({ node, label }: { node: JsonNode; label: string }) {
  return (
    <div
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      translate="no"
      className="scroll-quiet focus-ring-inset max-h-96 overflow-auto rounded-control bg-sunken p-3 font-mono text-xs leading-5"
    >
      <Children node={node} depth={0} />
    </div>
  )
}

function Children({ node, depth }: { node: JsonNode; depth: number }) {
  const t = useTranslations('timeline')
  const [shown, setShown] = useState(chunkSize)
  const total = sizeOf(node)
  if (total === 0) return <span className="text-muted">{node.kind === 'array' ? '[ ]' : '{ }'}</span>
  return (
    <>
      {node.kind === 'object' &&
        node.entries
          .slice(0, shown)
          // oxlint-disable-next-line react/no-array-index-key -- entries may repeat and never move
          .map(({ key, value }, index) => <Entry key={index} name={key} node={value} depth={depth} />)}
      {node.kind === 'array' &&
        node.items
          .slice(0, shown)
          // oxlint-disable-next-line react/no-array-index-key -- items never move
          .map((item, index) => <Entry key={index} name={index} node={item} depth={depth} />)}
      {total > shown && (
        <button
          type="button"
          onClick={() => setShown(shown + chunkSize)}
          className="focus-ring ml-4 rounded-small font-sans text-accent hover:underline"
        >
          {t('showMoreOf', { count: Math.min(chunkSize, total - shown), total })}
        </button>
      )}
    </>
  )
}

/** `name` is a number in a list. */
function Entry({ name, node, depth }: { name: string | number; node: JsonNode; depth: number }) {
  const t = useTranslations('timeline')
  const size = sizeOf(node)
  const [isOpen, setIsOpen] = useState(depth < openDepth && size <= openSize)
  const key = <span className={typeof name === 'number' ? 'text-muted' : 'text-accent'}>{name}</span>
  if (size === 0)
    return (
      <div className="pl-4 break-words whitespace-pre-wrap">
        {key}
        <span className="text-muted">: </span>
        <Leaf node={node} depth={depth} />
      </div>
    )
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="focus-ring flex max-w-full items-center gap-0.5 rounded-small text-left hover:bg-hover"
      >
        <Icon
          icon={ChevronRight}
          className={cn('size-3.5 text-muted transition-transform', isOpen && 'rotate-90')}
        />
        {key}
        <span className="text-muted">
          : {t(node.kind === 'array' ? 'items' : 'entries', { count: size })}
        </span>
      </button>
      {isOpen && (
        <div className="ml-[7px] border-l border-line pl-2">
          <Children node={node} depth={depth + 1} />
        </div>
      )}
    </div>
  )
}

function Leaf({ node, depth }: { node: JsonNode; depth: number }) {
  switch (node.kind) {
    case 'plain':
      return <span className="text-warning">{node.raw}</span>
    case 'string':
      return <Text text={node.text} depth={depth} />
    case 'array':
    case 'object':
      return <Children node={node} depth={depth} />
    default:
      return node satisfies never
  }
}

/** Tools like to put JSON into texts: such a text unfolds too. */
function Text({ text, depth }: { text: string; depth: number }) {
  const t = useTranslations('timeline')
  const [isWhole, setIsWhole] = useState(false)
  const [isTree, setIsTree] = useState(false)
  const inner = /^\s*[[{]/.test(text) && depth < 20 ? toJsonTree(text) : null
  const isCut = text.length > longString && !isWhole
  const buttonClass = 'focus-ring ml-2 rounded-small font-sans text-accent hover:underline'
  return (
    <>
      {isTree && inner ? (
        <span className="ml-[7px] block border-l border-line pl-2">
          <Children node={inner} depth={depth + 1} />
        </span>
      ) : (
        <span className="text-success">
          <span className="opacity-60">"</span>
          {isCut ? `${text.slice(0, longString).toWellFormed()}…` : text}
          <span className="opacity-60">"</span>
        </span>
      )}
      {inner && (
        <button type="button" className={buttonClass} onClick={() => setIsTree(!isTree)}>
          {isTree ? t('hideJson') : t('asJson')}
        </button>
      )}
      {isCut && !isTree && (
        <button type="button" className={buttonClass} onClick={() => setIsWhole(true)}>
          {t('showAll')}
        </button>
      )}
    </>
  )
}
