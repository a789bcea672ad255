/** What a run of the document reader was given: by the names of its variables, or by their types alone. */
import type { Answer } from '../../answer'
import type { StoredFile } from '../../files/file-store'
import { findLanguage } from '../../index/language'
import type { Language } from '../../index/language'
import type { EngineVariable } from '../agent'

const none = { options: [] }

const question: EngineVariable = {
  id: '1936725184036382001',
  type: 'input',
  name: 'Question 问题',
  tips: 'What you want to know from the documents; empty for a summary. 想从文档里知道什么；留空则给出摘要。',
  allowed_values: [],
  input_template: none,
}

const languages: Record<string, Language | null> = {
  'As the question 与问题一致': null,
  English: 'en',
  中文: 'zh',
}

const language: EngineVariable = {
  id: '1936725184036382013',
  type: 'selection_list',
  name: 'Language 语言',
  tips: '',
  allowed_values: Object.keys(languages),
  input_template: none,
}

export type Length = 'short' | 'normal' | 'detailed'

const lengths: Record<string, Length> = {
  'Normal 适中': 'normal',
  'Short 简短': 'short',
  'Detailed 详细': 'detailed',
}

const length: EngineVariable = {
  id: '1936725184036382029',
  type: 'selection_list',
  name: 'Length 篇幅',
  tips: '',
  allowed_values: Object.keys(lengths),
  input_template: none,
}

const documents: EngineVariable = {
  id: '1936725184036382037',
  type: 'upload_file',
  name: 'Documents 文档',
  tips: 'PDF, DOCX, XLSX, CSV, TXT, MD; texts up to 50,000 characters. 文本最多 5 万字。',
  allowed_values: [],
  input_template: none,
}

export const readerVariables: EngineVariable[] = [question, language, length, documents]

export type ReadingRequest = {
  question: string
  language: Language
  length: Length
  files: StoredFile[]
  /** Names or ids of what cannot be read, with the reason as the platform puts it. */
  unusable: { name: string; reason: string; isParsing: boolean }[]
}

/** @param before ids of files that came with earlier messages of a dialogue */
export function readRequest(answer: Answer, before: string[] = []): ReadingRequest {
  const content = answer.invoke.messages.at(-1)?.content ?? []
  const valueOf = ({ name, type }: EngineVariable, isOnly: boolean) =>
    content.find((item) => item.key === name)?.value.trim() ??
    (isOnly ? content.find((item) => item.type === type)?.value.trim() : undefined) ??
    ''
  const asked = valueOf(question, true)
  const ids = content
    .filter(({ type }) => type === 'upload_file')
    .flatMap(({ value }) => value.split(','))
    .map((id) => id.trim())
    .filter((id) => id !== '')
  const files: StoredFile[] = []
  const unusable: ReadingRequest['unusable'] = []
  for (const id of new Set([...ids, ...before])) {
    const file = answer.state.files.find(id)
    const state = file ? answer.state.files.stateOf(file) : { code: 11009, message: '文件id不存在' }
    if (file && file.outcome?.code === 1 && file.passages.length > 0) files.push(file)
    else unusable.push({ name: file?.name ?? id, reason: state.message, isParsing: state.code === 0 })
  }
  return {
    question: asked,
    language: languages[valueOf(language, false)] ?? (asked === '' ? languageOf(files) : answer.language),
    length: lengths[valueOf(length, false)] ?? 'normal',
    files,
    unusable,
  }
}

/** Without a question the documents themselves say in which language to answer. */
function languageOf(files: StoredFile[]): Language {
  const passages = files.flatMap((file) => file.passages)
  return findLanguage(
    passages
      .slice(0, 20)
      .map(({ text }) => text)
      .join(' '),
  )
}
