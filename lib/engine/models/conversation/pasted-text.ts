/** A text inside the question that is to be summarised. */
import { summarize } from '../../agents/reader/summary'
import { readPlainText } from '../../documents/text'
import type { Language } from '../../index/language'
import { asStoredFile } from '../media/stored'

const asked =
  /^\s*(?:please )?(?:summari[sz]e|tl;?dr|sum up|总结|概括|摘要)[^:：\n]{0,60}[:：\n]\s*([\s\S]{40,})$/i
const fileId = 'pasted'

export function summarizePasted(question: string, language: Language): string | null {
  const text = asked.exec(question)?.[1]
  if (text === undefined) return null
  const passages = readPlainText(Buffer.from(text), fileId)
  const name = language === 'zh' ? '你贴的文字' : 'Your text'
  return summarize([asStoredFile(fileId, name, passages, text.length)], 'normal', language).text
}
