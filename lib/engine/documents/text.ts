/** Text without places: paragraphs of Word, Markdown and plain text below their headings. */
import { findLanguage } from '../index/language'
import { splitSentences } from '../index/sentences'
import { decodeText } from './decode-text'
import type { TextPassage } from './passage'

type Block = { level: number; text: string }

const longestPassage = 700

/** @throws mammoth's and the archive's errors when it is no Word document */
export async function readWord(bytes: Buffer, documentId: string): Promise<TextPassage[]> {
  const { default: mammoth } = await import('mammoth')
  const { value } = await mammoth.convertToHtml({ buffer: bytes }, { includeDefaultStyleMap: true })
  return toPassages(toBlocks(value), documentId)
}

export function readPlainText(bytes: Buffer, documentId: string): TextPassage[] {
  const blocks = decodeText(bytes)
    .split(/\r?\n\s*\r?\n/)
    .map((text) => ({ level: 0, text: text.trim() }))
  return toPassages(blocks, documentId)
}

export function readMarkdown(bytes: Buffer, documentId: string): TextPassage[] {
  const blocks = decodeText(bytes)
    .split(/\r?\n\s*\r?\n|(?=^#{1,6} )|(?<=^#{1,6} .*)\r?\n/m)
    .map((part) => {
      const heading = /^(#{1,6}) +(.*?)[ #]*$/.exec(part.trim())
      return heading
        ? { level: heading[1]?.length ?? 1, text: heading[2] ?? '' }
        : { level: 0, text: part.trim() }
    })
  return toPassages(blocks, documentId)
}

/** The blocks of mammoth's HTML, which is flat and well formed; the cells of a row make one block. */
function toBlocks(html: string): Block[] {
  const flat = html.replace(/<tr>(.*?)<\/tr>/gs, (_, row: string) => {
    const cells = [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => toText(cell))
    return `<p>${cells.join(' | ')}</p>`
  })
  return [...flat.matchAll(/<(h[1-6]|p|li)>(.*?)<\/\1>/gs)].map(([, tag = 'p', inner = '']) => ({
    level: tag.startsWith('h') ? Number(tag[1]) : 0,
    text: toText(inner),
  }))
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

function toText(html: string): string {
  return html
    .replace(/<br *\/?>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
    .trim()
}

function toPassages(blocks: Block[], documentId: string): TextPassage[] {
  const passages: TextPassage[] = []
  let headings: Block[] = []
  for (const block of blocks.filter(({ text }) => text !== '')) {
    if (block.level > 0) {
      headings = [...headings.filter(({ level }) => level < block.level), block]
      continue
    }
    for (const text of cut(block.text)) {
      passages.push({
        kind: 'text',
        documentId,
        headings: headings.map((heading) => heading.text),
        text,
        language: findLanguage(text),
      })
    }
  }
  // A document of headings alone says something too.
  if (passages.length > 0) return passages
  return headings.map(({ text }) => ({
    kind: 'text',
    documentId,
    headings: [],
    text,
    language: findLanguage(text),
  }))
}

/** Long paragraphs at the ends of sentences. */
function cut(text: string): string[] {
  if (text.length <= longestPassage) return [text]
  const parts: string[] = []
  for (const sentence of splitSentences(text)) {
    const last = parts.at(-1)
    if (last !== undefined && last.length + sentence.length < longestPassage)
      parts[parts.length - 1] = `${last} ${sentence}`
    else parts.push(sentence)
  }
  return parts
}
