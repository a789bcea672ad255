/** What the first bytes of a file say about it: the kind, the size of a picture, the length of a sound or film. */

export type Probe = {
  /** In upper case; null when the bytes are of no kind that we know. */
  format: string | null
  width?: number
  height?: number
  seconds?: number
}

/** @param bytes the file, or its beginning @param size of the whole file */
export function probe(bytes: Buffer, size: number = bytes.length): Probe {
  try {
    return probeKnown(bytes, size)
  } catch {
    return { format: null }
  }
}

function probeKnown(bytes: Buffer, size: number): Probe {
  const head = bytes.toString('latin1', 0, 16)
  if (head.startsWith('\x89PNG'))
    return { format: 'PNG', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  if (head.startsWith('\xff\xd8\xff')) return probeJpeg(bytes)
  if (head.startsWith('GIF8'))
    return { format: 'GIF', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE') return probeWav(bytes, size)
  if (head.startsWith('fLaC')) return probeFlac(bytes)
  if (head.slice(4, 8) === 'ftyp') return probeMp4(bytes, head.slice(8, 12))
  if (head.startsWith('\x1aE\xdf\xa3')) return { format: 'WebM' }
  if (head.startsWith('OggS')) return { format: 'Ogg' }
  if (head.startsWith('ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0))
    return probeMp3(bytes, size)
  if (head.startsWith('%PDF')) return { format: 'PDF' }
  if (head.startsWith('PK\x03\x04')) return { format: 'ZIP' }
  if (head.startsWith('<?xml') || head.startsWith('<svg')) return { format: 'XML' }
  return { format: null }
}

function probeJpeg(bytes: Buffer): Probe {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) break
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame)
      return { format: 'JPEG', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2)
  }
  return { format: 'JPEG' }
}

function probeWav(bytes: Buffer, size: number): Probe {
  let perSecond = 0
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    if (name === 'fmt ') perSecond = bytes.readUInt32LE(at + 16)
    if (name === 'data' && perSecond > 0)
      return { format: 'WAV', seconds: Math.min(length, size - at - 8) / perSecond }
    at += 8 + length + (length & 1)
  }
  return { format: 'WAV' }
}

function probeFlac(bytes: Buffer): Probe {
  const rate = bytes.readUIntBE(18, 3) >> 4
  const samples = ((bytes[21] ?? 0) & 15) * 2 ** 32 + bytes.readUInt32BE(22)
  return rate > 0 ? { format: 'FLAC', seconds: samples / rate } : { format: 'FLAC' }
}

function probeMp4(bytes: Buffer, brand: string): Probe {
  const format = brand.startsWith('M4A') ? 'M4A' : brand.startsWith('qt') ? 'QuickTime' : 'MP4'
  const movie = findBox(bytes, 0, bytes.length, 'moov')
  if (!movie) return { format }
  const found: Probe = { format }
  const header = findBox(bytes, movie.from, movie.to, 'mvhd')
  if (header) {
    const isLong = bytes[header.from] === 1
    const scale = bytes.readUInt32BE(header.from + (isLong ? 20 : 12))
    const length = isLong
      ? Number(bytes.readBigUInt64BE(header.from + 24))
      : bytes.readUInt32BE(header.from + 16)
    if (scale > 0) found.seconds = length / scale
  }
  for (let at = movie.from; ;) {
    const track = findBox(bytes, at, movie.to, 'trak')
    if (!track) return found
    const own = findBox(bytes, track.from, track.to, 'tkhd')
    const width = own ? bytes.readUInt32BE(own.to - 8) >>> 16 : 0
    if (own && width > 0) return { ...found, width, height: bytes.readUInt32BE(own.to - 4) >>> 16 }
    at = track.to
  }
}

function findBox(bytes: Buffer, from: number, to: number, type: string): { from: number; to: number } | null {
  for (let at = from; at + 8 <= to;) {
    const short = bytes.readUInt32BE(at)
    const length = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short
    if (length < 8) return null
    const start = at + (short === 1 ? 16 : 8)
    if (bytes.toString('latin1', at + 4, at + 8) === type)
      return { from: start, to: Math.min(to, at + length) }
    at += length
  }
  return null
}

/** In kbit/s, of layer III; version 1, and versions 2 and 2.5. */
const mp3Rates = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
]

/** The length of a file of one bit rate; with several it is an estimate from the first. */
function probeMp3(bytes: Buffer, size: number): Probe {
  const tag = bytes.toString('latin1', 0, 3) === 'ID3' ? 10 + readSynchsafe(bytes, 6) : 0
  for (let at = tag; at + 4 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff || ((bytes[at + 1] ?? 0) & 0xe6) !== 0xe2) continue
    const isFirstVersion = ((bytes[at + 1] ?? 0) & 0x18) === 0x18
    const rate = mp3Rates[isFirstVersion ? 0 : 1]?.[(bytes[at + 2] ?? 0) >> 4] ?? 0
    return rate > 0 ? { format: 'MP3', seconds: ((size - at) * 8) / (rate * 1_000) } : { format: 'MP3' }
  }
  return { format: 'MP3' }
}

function readSynchsafe(bytes: Buffer, at: number): number {
  return [0, 1, 2, 3].reduce((sum, index) => sum * 128 + ((bytes[at + index] ?? 0) & 127), 0)
}
