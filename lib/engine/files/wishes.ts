/**
 * What the name of a file asks for, so that people and tests can meet each failure with any file. The test bench's help
 * lists them. A locked PDF, a broken archive, a scan without text and a text of over 50,000 characters fail without
 * any such name.
 */
import type { ParseState } from './file-store'

export type FileWish = {
  outcome: ParseState | null
  isForever: boolean
  hasNoRow: boolean
  parsingMs: number | null
  isCamel: boolean
  isRefused: boolean
}

/** For the help: words in a name, and what they do. */
export const fileWords: { words: string; en: string; zh: string }[] = [
  {
    words: '11000 … 11009',
    en: '`file_stat` answers that code: 11000, 11001, 11002, 11003 or 11009',
    zh: '`file_stat` 返回该状态码：11000、11001、11002、11003 或 11009',
  },
  { words: 'fail-12345', en: 'a code that no document knows', zh: '文档里没有的状态码' },
  { words: 'forever / 永远', en: 'parsing never ends', zh: '永远在解析' },
  { words: 'slow-parse / 慢解析', en: 'parsing takes 8 seconds', zh: '解析需要 8 秒' },
  {
    words: 'missing-row / 缺行',
    en: '`file_stat` leaves the file out, as it does for pictures',
    zh: '`file_stat` 不返回这个文件，与图片一样',
  },
  { words: 'camel / 驼峰', en: 'the upload is answered in camelCase', zh: '上传结果用 camelCase' },
  {
    words: 'refuse / 拒绝',
    en: 'the file is named in `fail_info`, others are taken',
    zh: '该文件进入 `fail_info`，其他文件照常',
  },
  { words: 'slow-upload / 慢上传', en: 'the file is read at 400 kB/s', zh: '以 400 kB/s 接收' },
  { words: 'upload-cut / 上传断开', en: 'the connection ends in the middle', zh: '上传途中断开连接' },
  {
    words: 'upload-500, upload-429 …',
    en: 'the upload is refused with that status',
    zh: '以该状态码拒绝上传',
  },
]

export const parseMessages: Record<number, string> = {
  1: '成功',
  11000: '文档不存在',
  11001: '未解析到文字',
  11002: '知识不可用，文件已加密或损坏',
  11003: '最大字符数限制为50000',
  11009: '文件id不存在',
}

export const slowUploadBytesPerSecond = 400_000

export function wishOf(name: string): FileWish {
  const words = name.toLowerCase()
  const code = /(?<!\d)(110\d\d)(?!\d)/.exec(words)?.[1] ?? /fail-(\d{2,6})(?!\d)/.exec(words)?.[1]
  return {
    outcome:
      code === undefined
        ? null
        : { code: Number(code), message: parseMessages[Number(code)] ?? `解析失败（${code}）` },
    isForever: /forever|永远/.test(words),
    hasNoRow: /missing-row|缺行/.test(words),
    parsingMs: /slow-parse|慢解析/.test(words) ? 8_000 : null,
    isCamel: /camel|驼峰/.test(words),
    isRefused: /refuse|拒绝/.test(words),
  }
}

/** How the upload itself shall go wrong; known from the name, before the bytes are read. */
export function uploadFaultOf(name: string): { status: number } | 'cut' | 'slow' | null {
  const words = name.toLowerCase()
  const status = /upload-([45]\d\d)(?!\d)/.exec(words)?.[1]
  if (status !== undefined) return { status: Number(status) }
  if (/upload-cut|上传断开/.test(words)) return 'cut'
  return /slow-upload|慢上传/.test(words) ? 'slow' : null
}
