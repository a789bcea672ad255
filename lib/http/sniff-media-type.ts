/** What a file is, by its own bytes: what its sender says about it counts only where bytes cannot tell. Pure. */

/** Bytes from the start of a file that `sniffMediaType` wants to see. */
export const sniffBytes = 4_096

/**
 * @param head the first `sniffBytes` of the file, or all of it when it is shorter
 * @param name of the file; its ending tells office formats and kinds of text apart, nothing else
 * @returns such as `application/pdf`; `application/octet-stream` when nothing fits
 */
export function sniffMediaType(head: Uint8Array, name = ''): string {
  const ascii = asciiOf(head)
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  for (const [start, type] of starts) if (ascii.startsWith(start)) return type
  if (ascii.startsWith('RIFF')) return riffTypes[ascii.slice(8, 12)] ?? octets
  if (ascii.slice(4, 8) === 'ftyp') return isoTypes[ascii.slice(8, 12)] ?? 'video/mp4'
  if (ascii.startsWith('\x1aE\xdf\xa3')) return ascii.includes('webm') ? 'video/webm' : 'video/x-matroska'
  if (ascii.startsWith('OggS')) return /theora|fishead/.test(ascii) ? 'video/ogg' : 'audio/ogg'
  if (/^PK(?:\x03\x04|\x05\x06)/.test(ascii)) return zipType(ascii, ending)
  if (ascii.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'))
    return compoundTypes[ending] ?? 'application/x-ole-storage'
  // Frames of MPEG audio begin with eleven ones; layer 0 is AAC's.
  if (/^\xff[\xf0\xf1\xf8\xf9]/.test(ascii)) return 'audio/aac'
  if (/^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(ascii)) return 'audio/mpeg'
  if (/^BM[^]{4}\0{4}/.test(ascii)) return 'image/bmp'
  if (ascii.includes('%PDF-')) return ascii.slice(0, 1_029).includes('%PDF-') ? 'application/pdf' : octets
  return isText(head, ascii) ? textType(ascii, ending) : octets
}

const octets = 'application/octet-stream'

const starts: [string, string][] = [
  ['%PDF-', 'application/pdf'],
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['GIF87a', 'image/gif'],
  ['GIF89a', 'image/gif'],
  ['II*\0', 'image/tiff'],
  ['MM\0*', 'image/tiff'],
  ['ID3', 'audio/mpeg'],
  ['fLaC', 'audio/flac'],
  ['#!AMR', 'audio/amr'],
  ['\x1f\x8b', 'application/gzip'],
  ['{\\rtf', 'application/rtf'],
]

const riffTypes: Record<string, string> = {
  WAVE: 'audio/wav',
  WEBP: 'image/webp',
  'AVI ': 'video/x-msvideo',
}

const isoTypes: Record<string, string> = {
  avif: 'image/avif',
  avis: 'image/avif',
  heic: 'image/heic',
  heix: 'image/heic',
  mif1: 'image/heif',
  'qt  ': 'video/quicktime',
  'M4A ': 'audio/mp4',
  'M4B ': 'audio/mp4',
}

const office = 'application/vnd.openxmlformats-officedocument'
const officeTypes: Record<string, string> = {
  xlsx: `${office}.spreadsheetml.sheet`,
  docx: `${office}.wordprocessingml.document`,
  pptx: `${office}.presentationml.presentation`,
}
const compoundTypes: Record<string, string> = {
  xls: 'application/vnd.ms-excel',
  doc: 'application/msword',
  ppt: 'application/vnd.ms-powerpoint',
}

/** Names of the parts stand readable in a zip; where they come late, the file's own name decides. */
function zipType(ascii: string, ending: string): string {
  if (ascii.includes('xl/')) return officeTypes['xlsx'] ?? octets
  if (ascii.includes('word/')) return officeTypes['docx'] ?? octets
  if (ascii.includes('ppt/')) return officeTypes['pptx'] ?? octets
  return officeTypes[ending] ?? 'application/zip'
}

/** Text of any encoding has no control characters but a few; UTF-16 says so at its start. */
function isText(head: Uint8Array, ascii: string): boolean {
  if (head.length === 0) return false
  if (/^(?:\xff\xfe|\xfe\xff)/.test(ascii)) return true
  return !/[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(ascii)
}

function textType(ascii: string, ending: string): string {
  const start = ascii.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (/^(?:<!--[^]*?-->\s*|<\?xml[^>]*>\s*|<!doctype svg[^>]*>\s*)*<svg[\s>]/i.test(start))
    return 'image/svg+xml'
  if (
    /^(?:<!--[^]*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype html|html|head|body|script|iframe|title|meta)\b/i.test(
      start,
    )
  )
    return 'text/html'
  if (start.startsWith('<?xml')) return 'application/xml'
  if (ending === 'csv' || ending === 'tsv') return 'text/csv'
  return ending === 'md' ? 'text/markdown' : 'text/plain'
}

/** One character a byte, so that patterns can speak of bytes. */
function asciiOf(head: Uint8Array): string {
  return Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, sniffBytes)).toString('latin1')
}
