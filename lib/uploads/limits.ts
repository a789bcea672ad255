/**
 * What may be uploaded, in one table: it makes the `accept` of file fields, the check before a byte is sent, the
 * server's check and the sentences about both. Pure; shared by server and browser.
 *
 * Pictures and videos: seed 003 §3.1. Endings of documents, sheets and sounds: api-facts §3.2; the platform documents
 * no size for them, ours is `MAX_UPLOAD_MB`.
 */
import type { FieldKind } from '@/lib/forms/schema'
import { uploadKinds } from './schema'
import type { UploadKind, UploadReason } from './schema'

export const bytesOfMb = 1024 * 1024
/** `MAX_UPLOAD_MB` when nobody sets it; the platform refuses more (435, api-facts §9.1). */
export const defaultMaxUploadMb = 100
/** Characters of a file's name. */
export const maxFileNameLength = 255

export type UploadLimits = {
  /** Endings in lower case without their dot, and the media type of each. */
  types: Record<string, string>
  /** Below `MAX_UPLOAD_MB`; null: only that counts. */
  maxBytes: number | null
  /** Of each side of a picture. */
  maxPixels: number | null
  /** Of a video. */
  maxSeconds: number | null
  /** `file_type` of a `file_upload`. */
  fileType: 1 | 2 | 3 | 4 | 5
}

const office = 'application/vnd.openxmlformats-officedocument'
const unlimited = { maxBytes: null, maxPixels: null, maxSeconds: null }

export const uploadLimits: Record<UploadKind, UploadLimits> = {
  document: {
    ...unlimited,
    types: {
      pdf: 'application/pdf',
      docx: `${office}.wordprocessingml.document`,
      doc: 'application/msword',
      pptx: `${office}.presentationml.presentation`,
      ppt: 'application/vnd.ms-powerpoint',
      txt: 'text/plain',
      md: 'text/markdown',
    },
    fileType: 2,
  },
  sheet: {
    ...unlimited,
    types: {
      xlsx: `${office}.spreadsheetml.sheet`,
      xls: 'application/vnd.ms-excel',
      csv: 'text/csv',
    },
    fileType: 1,
  },
  image: {
    types: { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png' },
    maxBytes: 5 * bytesOfMb,
    maxPixels: 6_000,
    maxSeconds: null,
    fileType: 4,
  },
  audio: {
    ...unlimited,
    types: {
      mp3: 'audio/mpeg',
      m4a: 'audio/mp4',
      wav: 'audio/wav',
      flac: 'audio/flac',
      ogg: 'audio/ogg',
    },
    fileType: 3,
  },
  video: {
    types: { mp4: 'video/mp4' },
    maxBytes: 20 * bytesOfMb,
    maxPixels: null,
    maxSeconds: 30,
    fileType: 5,
  },
}

/** What goes into a field of a form; null for a field that takes no files. */
export function kindsOfField(kind: FieldKind): readonly UploadKind[] | null {
  switch (kind) {
    case 'file':
      return ['document', 'sheet']
    case 'image':
    case 'audio':
    case 'video':
      return [kind]
    case 'text':
    case 'choice':
    case 'template':
      return null
  }
}

/** The kind that a file of this name is, among `kinds`; null for an ending that none of them takes. */
export function kindOfName(name: string, kinds: readonly UploadKind[] = uploadKinds): UploadKind | null {
  const ending = endingOf(name)
  return kinds.find((kind) => Object.hasOwn(uploadLimits[kind].types, ending)) ?? null
}

/** Endings of these kinds in the table's order, without dots: for sentences. */
export function endingsOf(kinds: readonly UploadKind[]): string[] {
  return kinds.flatMap((kind) => Object.keys(uploadLimits[kind].types))
}

/** For the `accept` attribute: endings and media types, because phones know one and desktops the other. */
export function acceptOf(kinds: readonly UploadKind[]): string {
  const endings = endingsOf(kinds).map((ending) => `.${ending}`)
  const types = kinds.flatMap((kind) => Object.values(uploadLimits[kind].types))
  return [...endings, ...new Set(types)].join(',')
}

/** Bytes that one file of this kind may have. @param maxUploadBytes `MAX_UPLOAD_MB` in bytes */
export function maxBytesOf(kind: UploadKind, maxUploadBytes: number): number {
  return Math.min(uploadLimits[kind].maxBytes ?? maxUploadBytes, maxUploadBytes)
}

/** The media type that the name's ending stands for; null when the kind does not take it. */
export function mediaTypeOf(name: string, kind: UploadKind): string | null {
  const { types } = uploadLimits[kind]
  const ending = endingOf(name)
  return Object.hasOwn(types, ending) ? (types[ending] ?? null) : null
}

/** What can be told before the file is read; null when nothing is wrong. */
export function checkFile(
  file: { name: string; size: number; kind: UploadKind },
  maxUploadBytes: number = defaultMaxUploadMb * bytesOfMb,
): UploadReason | null {
  if (mediaTypeOf(file.name, file.kind) === null) return 'type_not_allowed'
  if (file.size === 0) return 'empty'
  return file.size > maxBytesOf(file.kind, maxUploadBytes) ? 'too_large' : null
}

/** What can be told from the file itself: pixels of a picture, seconds of a video. */
export function checkMeasures(
  kind: UploadKind,
  measures: { width?: number; height?: number; seconds?: number },
): UploadReason | null {
  const { maxPixels, maxSeconds } = uploadLimits[kind]
  const { width = 0, height = 0, seconds = 0 } = measures
  if (maxPixels !== null && Math.max(width, height) > maxPixels) return 'too_many_pixels'
  return maxSeconds !== null && seconds > maxSeconds ? 'too_long' : null
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? ''
}
