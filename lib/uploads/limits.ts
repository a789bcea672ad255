/**
 * What may be uploaded, in one table: it makes the `accept` of file fields, the check before a byte is sent, the
 * server's check and the sentences about both. Pure; shared by server and browser.
 *
 * Agents: pictures and videos seed 003 §3.1; endings of documents, sheets and sounds api-facts §3.2; the platform
 * documents no size for them, ours is `MAX_UPLOAD_MB`. Models: api-facts §4.1. Assistants: api-facts §6.
 */
import type { FieldKind } from '@/lib/forms/schema'
import type { Family } from '@/lib/targets/schema'
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
}

/** `file_type` of a `file_upload` to the agent platform. */
export const fileTypes = { sheet: 1, document: 2, audio: 3, image: 4, video: 5 } as const

const office = 'application/vnd.openxmlformats-officedocument'
const unlimited = { maxBytes: null, maxPixels: null, maxSeconds: null }
const nothing = { ...unlimited, types: {} }

/** Of agents. */
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
  },
  sheet: {
    ...unlimited,
    types: {
      xlsx: `${office}.spreadsheetml.sheet`,
      xls: 'application/vnd.ms-excel',
      csv: 'text/csv',
    },
  },
  image: {
    types: { jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png' },
    maxBytes: 5 * bytesOfMb,
    maxPixels: 6_000,
    maxSeconds: null,
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
  },
  video: {
    types: { mp4: 'video/mp4' },
    maxBytes: 20 * bytesOfMb,
    maxPixels: null,
    maxSeconds: 30,
  },
}

const modelLimits: Record<UploadKind, UploadLimits> = {
  document: {
    ...unlimited,
    types: {
      pdf: 'application/pdf',
      docx: `${office}.wordprocessingml.document`,
      doc: 'application/msword',
      pptx: `${office}.presentationml.presentation`,
      txt: 'text/plain',
      md: 'text/markdown',
      jsonl: 'application/jsonl',
    },
  },
  sheet: { ...unlimited, types: { xlsx: `${office}.spreadsheetml.sheet`, csv: 'text/csv' } },
  image: uploadLimits.image,
  audio: {
    ...unlimited,
    types: { mp3: 'audio/mpeg', wav: 'audio/wav' },
    maxBytes: 20 * bytesOfMb,
    maxSeconds: 10 * 60,
  },
  video: {
    ...unlimited,
    types: { mp4: 'video/mp4', mkv: 'video/x-matroska', mov: 'video/quicktime' },
    maxBytes: 200 * bytesOfMb,
  },
}

const assistantFile = { ...unlimited, maxBytes: 20 * bytesOfMb }

const assistantLimits: Record<UploadKind, UploadLimits> = {
  document: {
    ...assistantFile,
    types: {
      pdf: 'application/pdf',
      docx: `${office}.wordprocessingml.document`,
      doc: 'application/msword',
      pptx: `${office}.presentationml.presentation`,
      ppt: 'application/vnd.ms-powerpoint',
      txt: 'text/plain',
    },
  },
  sheet: { ...assistantFile, types: uploadLimits.sheet.types },
  image: uploadLimits.image,
  audio: nothing,
  video: nothing,
}

/** What may be uploaded for targets of a family. */
export function limitsOf(family: Family): Record<UploadKind, UploadLimits> {
  if (family === 'agent') return uploadLimits
  return family === 'assistant' ? assistantLimits : modelLimits
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
export function kindOfName(
  name: string,
  kinds: readonly UploadKind[] = uploadKinds,
  family: Family = 'agent',
): UploadKind | null {
  const ending = endingOf(name)
  return kinds.find((kind) => Object.hasOwn(limitsOf(family)[kind].types, ending)) ?? null
}

/** Endings of these kinds in the table's order, without dots: for sentences. */
export function endingsOf(kinds: readonly UploadKind[], family: Family = 'agent'): string[] {
  return kinds.flatMap((kind) => Object.keys(limitsOf(family)[kind].types))
}

/** For the `accept` attribute: endings and media types, because phones know one and desktops the other. */
export function acceptOf(kinds: readonly UploadKind[], family: Family = 'agent'): string {
  const endings = endingsOf(kinds, family).map((ending) => `.${ending}`)
  const types = kinds.flatMap((kind) => Object.values(limitsOf(family)[kind].types))
  return [...endings, ...new Set(types)].join(',')
}

/** Bytes that one file of this kind may have. @param maxUploadBytes `MAX_UPLOAD_MB` in bytes */
export function maxBytesOf(kind: UploadKind, maxUploadBytes: number, family: Family = 'agent'): number {
  return Math.min(limitsOf(family)[kind].maxBytes ?? maxUploadBytes, maxUploadBytes)
}

/** The media type that the name's ending stands for; null when the kind does not take it. */
export function mediaTypeOf(name: string, kind: UploadKind, family: Family = 'agent'): string | null {
  const { types } = limitsOf(family)[kind]
  const ending = endingOf(name)
  return Object.hasOwn(types, ending) ? (types[ending] ?? null) : null
}

/** What can be told before the file is read; null when nothing is wrong. */
export function checkFile(
  { name, size, kind, family = 'agent' }: { name: string; size: number; kind: UploadKind; family?: Family },
  maxUploadBytes: number = defaultMaxUploadMb * bytesOfMb,
): UploadReason | null {
  if (mediaTypeOf(name, kind, family) === null) return 'type_not_allowed'
  if (size === 0) return 'empty'
  return size > maxBytesOf(kind, maxUploadBytes, family) ? 'too_large' : null
}

/** What can be told from the file itself: pixels of a picture, seconds of a video. */
export function checkMeasures(
  kind: UploadKind,
  measures: { width?: number; height?: number; seconds?: number },
  family: Family = 'agent',
): UploadReason | null {
  const { maxPixels, maxSeconds } = limitsOf(family)[kind]
  const { width = 0, height = 0, seconds = 0 } = measures
  if (maxPixels !== null && Math.max(width, height) > maxPixels) return 'too_many_pixels'
  return maxSeconds !== null && seconds > maxSeconds ? 'too_long' : null
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? ''
}
