/**
 * What the name of a file asks for, so that people and tests can meet each failure with any file:
 *
 * | in the name                | what happens                                                          |
 * | -------------------------- | --------------------------------------------------------------------- |
 * | `11000`, `11001`, … `11009`| file_stat answers that code                                           |
 * | `fail-12345`               | file_stat answers that code, which no document knows                  |
 * | `forever`, `永远`          | parsing never ends                                                    |
 * | `missing-row`, `缺行`      | file_stat leaves the file out, as it does for images                  |
 * | `slow-parse`, `慢解析`     | parsing takes 8 seconds                                               |
 * | `slow-upload`, `慢上传`    | the body is read at 400 kB a second                                   |
 * | `camel`, `驼峰`            | the answer to the upload is written in camelCase                      |
 * | `refuse`, `拒绝`           | the file is in the list of failures, the others are taken             |
 * | `upload-500`, `upload-429` | the whole upload is refused with that status                          |
 * | `upload-cut`, `上传断开`   | the connection ends in the middle of the upload                       |
 *
 * A locked PDF, a broken archive, a scan without text and a text of over 50,000 characters fail without any such name.
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
