import hljs from 'highlight.js/lib/core'
import type { Language } from './languages'
import { decode } from './markup'

/** A piece of a line of code and the kind of token it is, if it has a colour. */
export interface Token {
  text: string
  kind: string | null
}

/** Makes a language known; `toTokens` throws for one that is not. */
export async function prepareLanguage({ id, grammar }: Language): Promise<void> {
  if (!hljs.getLanguage(id)) hljs.registerLanguage(id, (await grammar()).default)
}

/** Colours code: its lines, each a list of tokens. */
export function toTokens(code: string, languageId: string): Token[][] {
  const markup = hljs.highlight(code, { language: languageId, ignoreIllegals: true }).value
  const lines: Token[][] = [[]]
  const scopes: (string | null)[] = []
  for (const [, scope, text] of markup.matchAll(/<span class="([^"]*)">|<\/span>|([^<]+)/g)) {
    if (text !== undefined) {
      const kind = scopes.findLast((name) => name !== null) ?? null
      addText(lines, decode(text), kind)
    } else if (scope !== undefined) {
      scopes.push(toKind(scope))
    } else {
      scopes.pop()
    }
  }
  return lines
}

function addText(lines: Token[][], text: string, kind: string | null): void {
  for (const [index, part] of text.split('\n').entries()) {
    if (index > 0) lines.push([])
    if (part !== '') lines.at(-1)?.push({ text: part, kind })
  }
}

/** highlight.js has some sixty scopes; eight colours are enough to read by. */
const kinds: Record<string, string> = {
  keyword: 'keyword',
  'selector-tag': 'keyword',
  'template-tag': 'keyword',
  doctag: 'keyword',
  literal: 'number',
  number: 'number',
  symbol: 'number',
  bullet: 'number',
  string: 'string',
  regexp: 'string',
  char: 'string',
  link: 'string',
  code: 'string',
  comment: 'comment',
  quote: 'comment',
  title: 'title',
  section: 'title',
  name: 'title',
  'selector-id': 'title',
  'selector-class': 'title',
  type: 'type',
  built_in: 'type',
  attr: 'name',
  attribute: 'name',
  property: 'name',
  variable: 'name',
  'template-variable': 'name',
  'selector-attr': 'name',
  'selector-pseudo': 'name',
  meta: 'meta',
  addition: 'added',
  deletion: 'removed',
  subst: 'plain',
}

function toKind(className: string): string | null {
  return kinds[className.split(' ')[0]?.replace('hljs-', '') ?? ''] ?? null
}
