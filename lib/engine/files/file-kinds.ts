/** The kinds of files that the engine takes, with the platform's numbers for them (api-facts §3.2 and §3.6). */

export type FileKind = 'sheet' | 'document' | 'audio' | 'image' | 'video'

const kinds: Record<string, FileKind> = {
  xlsx: 'sheet',
  csv: 'sheet',
  pdf: 'document',
  docx: 'document',
  txt: 'document',
  md: 'document',
  mp3: 'audio',
  m4a: 'audio',
  wav: 'audio',
  flac: 'audio',
  ogg: 'audio',
  jpg: 'image',
  jpeg: 'image',
  png: 'image',
  mp4: 'video',
  mov: 'video',
  avi: 'video',
  mkv: 'video',
  webm: 'video',
}

const dtypes: Record<string, number> = {
  txt: 1,
  pdf: 3,
  docx: 5,
  xlsx: 6,
  jpeg: 7,
  png: 8,
  jpg: 9,
  mp4: 10,
  csv: 11,
  md: 14,
}

export const contentTypes: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  txt: 'text/plain',
  md: 'text/markdown',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  avi: 'video/x-msvideo',
  mkv: 'video/x-matroska',
  webm: 'video/webm',
}

/** Lower case, without the dot; empty without one. */
export function extensionOf(name: string): string {
  return /\.([^.\s]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** Null for what the engine does not take. */
export function kindOf(name: string): FileKind | null {
  const extension = extensionOf(name)
  return Object.hasOwn(kinds, extension) ? (kinds[extension] ?? null) : null
}

export function dtypeOf(name: string): number {
  return dtypes[extensionOf(name)] ?? 1
}

/** What each `file_type` of a dialogue's file means. */
export const kindByFileType: Record<string, FileKind> = {
  '1': 'sheet',
  '2': 'document',
  '3': 'audio',
  '4': 'image',
  '5': 'video',
}

/** What each type of variable takes. */
export const kindsByVariable: Record<string, FileKind[]> = {
  upload_file: ['document', 'sheet', 'audio'],
  upload_image: ['image'],
  upload_video: ['video'],
  upload_audio: ['audio'],
}
