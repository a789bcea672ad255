import { createElement, Fragment } from 'react'
import type { ReactElement, ReactNode } from 'react'

/**
 * Turns markup that KaTeX wrote into elements: well-formed tags, double-quoted attributes, five character references.
 * It is not for anything else: only the elements and attributes KaTeX uses pass.
 */
export function toElements(markup: string): ReactElement {
  const root: Frame = { tag: '', props: {}, children: [] }
  const stack: Frame[] = [root]
  for (const [, closing, tag = '', attributes = '', selfClosing, text] of markup.matchAll(token)) {
    const parent = stack.at(-1) ?? root
    if (text !== undefined) {
      parent.children.push(decode(text))
    } else if (closing) {
      if (stack.length > 1) addElement(stack)
    } else {
      stack.push({ tag, props: readAttributes(attributes), children: [] })
      if (selfClosing) addElement(stack)
    }
  }
  return createElement(Fragment, null, ...root.children)
}

interface Frame {
  tag: string
  props: Record<string, unknown>
  children: ReactNode[]
}

const token = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g
const tags = new Set(
  (
    'span svg path line math semantics annotation mrow mi mn mo ms mtext mspace msup msub msubsup mfrac msqrt mroot ' +
    'mover munder munderover mtable mtr mtd mlabeledtr mstyle mpadded mphantom menclose mglyph'
  ).split(' '),
)
const plainAttributes = new Set(
  (
    'encoding mathvariant stretchy fence separator accent accentunder lspace rspace linethickness scriptlevel ' +
    'displaystyle columnalign columnspacing columnlines rowspacing rowlines rowalign width height depth voffset ' +
    'minsize maxsize mathcolor mathbackground mathsize notation largeop movablelimits xmlns display title ' +
    'viewBox preserveAspectRatio d x1 x2 y1 y2 aria-hidden'
  ).split(' '),
)
const renamed: Record<string, string> = { class: 'className', 'stroke-width': 'strokeWidth' }

function addElement(stack: Frame[]): void {
  const frame = stack.pop()
  const parent = stack.at(-1)
  if (!frame || !parent || !tags.has(frame.tag)) return
  parent.children.push(createElement(frame.tag, frame.props, ...frame.children))
}

function readAttributes(text: string): Record<string, unknown> {
  const props: Record<string, unknown> = {}
  for (const [, name = '', value = ''] of text.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (name === 'style') props['style'] = readStyle(decode(value))
    else if (renamed[name]) props[renamed[name]] = decode(value)
    else if (plainAttributes.has(name)) props[name] = decode(value)
  }
  return props
}

function readStyle(text: string): Record<string, string> {
  const style: Record<string, string> = {}
  for (const declaration of text.split(';')) {
    const colon = declaration.indexOf(':')
    const value = declaration.slice(colon + 1).trim()
    if (colon <= 0 || /url\(|expression/i.test(value)) continue
    const name = declaration.slice(0, colon).trim()
    style[name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())] = value
  }
  return style
}

/** Undoes the escaping of KaTeX and of highlight.js. */
export function decode(text: string): string {
  return text.includes('&')
    ? text.replace(/&(amp|lt|gt|quot|#x27|nbsp);/g, (_, name: string) => references[name] ?? '')
    : text
}

const references: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  nbsp: '\u00a0',
}
