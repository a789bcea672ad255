/**
 * From the base64 segments of a spoken answer (api-facts §4.3) to one sound that plays from beginning to end. Segments
 * may each be a WAV file of their own, whose samples then become one file. Pure.
 */

export type Sound = { mediaType: string; base64: string }

/** @param segments base64, in order; @returns null when nothing can be heard */
export function joinAudio(segments: readonly string[]): Sound | null {
  const pieces = toPieces(segments)
  const [first] = pieces
  if (!first) return null
  const format = readWav(first)?.format
  const bytes = format ? toWav(format, pieces) : Buffer.concat(pieces)
  return { mediaType: format ? 'audio/wav' : mediaTypeOf(bytes), base64: bytes.toString('base64') }
}

/** Segments without padding may be cut anywhere, so that only their joined text can be decoded. */
function toPieces(segments: readonly string[]): Buffer[] {
  const groups: string[] = ['']
  for (const segment of segments) {
    const text = segment.replace(/^data:[^,]*,/, '').replace(/\s+/g, '')
    groups[groups.length - 1] += text
    if (text.endsWith('=') || (groups.at(-1) ?? '').length % 4 === 0) groups.push('')
  }
  return groups.filter((group) => group !== '').map((group) => Buffer.from(group, 'base64'))
}

/** `format`: the `fmt ` chunk; null when it is no WAV file. */
function readWav(bytes: Buffer): { format: Buffer; samples: Buffer } | null {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') return null
  let format: Buffer | null = null
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4)
    // A file that was written as it was spoken has no true length in its head.
    const length = Math.min(bytes.readUInt32LE(at + 4) || Infinity, bytes.length - at - 8)
    const content = bytes.subarray(at + 8, at + 8 + length)
    if (name === 'fmt ') format = content
    if (name === 'data') return format ? { format, samples: content } : null
    at += 8 + length + (length % 2)
  }
  return null
}

function toWav(format: Buffer, pieces: readonly Buffer[]): Buffer {
  const samples = Buffer.concat(pieces.map((piece) => readWav(piece)?.samples ?? piece))
  const head = Buffer.alloc(20)
  head.write('RIFF', 0)
  head.writeUInt32LE(20 + format.length + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(format.length, 16)
  const dataHead = Buffer.alloc(8)
  dataHead.write('data', 0)
  dataHead.writeUInt32LE(samples.length, 4)
  return Buffer.concat([head, format, dataHead, samples])
}

function mediaTypeOf(bytes: Buffer): string {
  const start = bytes.toString('latin1', 0, 4)
  if (start === 'OggS') return 'audio/ogg'
  if (start === 'fLaC') return 'audio/flac'
  if (start.startsWith('ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0)) return 'audio/mpeg'
  return bytes.toString('latin1', 4, 8) === 'ftyp' ? 'audio/mp4' : 'audio/wav'
}
