/** What files are for, and what each purpose takes (api-facts §6). */

export type Purpose = { extensions: string[]; mostBytes: number; mostImageBytes: number; mostFiles: number }

const megabyte = 1024 * 1024
const documents = ['pdf', 'docx', 'doc', 'xls', 'xlsx', 'txt', 'csv', 'md']
const pictures = ['png', 'jpg', 'jpeg']
const slides = ['ppt', 'pptx']

const general: Purpose = {
  extensions: [...documents, ...pictures],
  mostBytes: 20 * megabyte,
  mostImageBytes: 5 * megabyte,
  mostFiles: 1_000,
}

export const purposes: Record<string, Purpose> = {
  assistant: { ...general, extensions: [...general.extensions, ...slides], mostImageBytes: 20 * megabyte },
  agent: general,
  'code-interpreter': { ...general, mostFiles: 100 },
  'file-extract': {
    ...general,
    extensions: [...general.extensions, ...slides],
    mostBytes: 50 * megabyte,
    mostFiles: 100,
  },
  retrieval: { ...general, mostBytes: 50 * megabyte },
  batch: { ...general, extensions: ['jsonl'], mostBytes: 100 * megabyte },
  'fine-tune': { ...general, extensions: ['jsonl'], mostBytes: 100 * megabyte },
  'voice-clone-input': { ...general, extensions: ['mp3', 'wav'] },
}

/** @returns why the file is refused, or null */
export function refuseFile(
  { extensions, mostBytes, mostImageBytes, mostFiles }: Purpose,
  file: { extension: string; size: number },
  alreadyThere: number,
): string | null {
  if (!extensions.includes(file.extension)) return `不支持的文件类型：${file.extension}`
  if (file.size === 0) return '文件内容为空。'
  const most = pictures.includes(file.extension) ? mostImageBytes : mostBytes
  if (file.size > most) return `文件大小超过限制（${most / megabyte}MB）。`
  return alreadyThere >= mostFiles ? `文件数量超过限制（${mostFiles}）。` : null
}
