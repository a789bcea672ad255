import type { Passage } from '../../documents/passage'
import type { StoredFile } from '../../files/file-store'
import type { Language } from '../../index/language'

/** A passage's document and place in the words of the answer. */
export function cite(passage: Passage, files: StoredFile[], language: Language): string {
  const name = plain(files.find(({ id }) => id === passage.documentId)?.name ?? '')
  const place = placeOf(passage, language)
  if (language === 'zh') return `《${name}》${place}`
  return place === '' ? `*${name}*` : `*${name}*, ${place}`
}

/** Its page, its heading, or its sheet and row; empty when there is nothing to say. */
export function placeOf(passage: Passage, language: Language): string {
  const isChinese = language === 'zh'
  switch (passage.kind) {
    case 'pdf':
      return isChinese ? `第 ${passage.page} 页` : `page ${passage.page}`
    case 'text': {
      const heading = passage.headings.at(-1)
      return heading === undefined ? '' : `“${plain(heading)}”`
    }
    case 'row': {
      const sheet = passage.sheetName === null ? '' : `“${plain(passage.sheetName)}”${isChinese ? '' : ', '}`
      return isChinese ? `${sheet}第 ${passage.line} 行` : `${sheet}row ${passage.line}`
    }
    default:
      return passage satisfies never
  }
}

/** In brackets after a sentence. */
export function bracket(text: string, language: Language): string {
  if (text === '') return ''
  return language === 'zh' ? `（${text}）` : ` (${text})`
}

/** Somebody's text as it stands: nothing in it is Markdown. */
export function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|~$#]/g, '\\$&').replace(/\s*\n\s*/g, ' ')
}
