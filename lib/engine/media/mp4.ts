/** Puts an H.264 stream into an MP4 file, with its index before its data (ISO/IEC 14496-12, -15). */
import type { EncodedFilm } from './h264'

const millisecond = 1_000

export function toMp4(
  film: EncodedFilm,
  size: { width: number; height: number },
  framesPerSecond: number,
): Buffer {
  const samples = film.frames.map(({ data }) => Buffer.concat([u32(data.length), data]))
  const perFrame = Math.round(millisecond / framesPerSecond)
  const duration = perFrame * samples.length
  const head = box('ftyp', 'isom', u32(512), 'isomiso2avc1mp41')
  const makeIndex = (dataAt: number) =>
    box('moov', movieHeader(duration), track(film, size, samples, perFrame, duration, dataAt))
  const dataAt = head.length + makeIndex(0).length + 8
  return Buffer.concat([head, makeIndex(dataAt), box('mdat', ...samples)])
}

function movieHeader(duration: number): Buffer {
  return full(
    'mvhd',
    0,
    u32(0, 0, millisecond, duration, 0x10000),
    u16(0x100, 0),
    u32(0, 0),
    matrix,
    Buffer.alloc(24),
    u32(2),
  )
}

function track(
  { sps, pps, frames }: EncodedFilm,
  { width, height }: { width: number; height: number },
  samples: Buffer[],
  perFrame: number,
  duration: number,
  dataAt: number,
): Buffer {
  const trackHeader = full(
    'tkhd',
    3,
    u32(0, 0, 1, 0, duration, 0, 0),
    u16(0, 0, 0, 0),
    matrix,
    u32(width * 65_536, height * 65_536),
  )
  const configuration = box(
    'avcC',
    Buffer.from([1, ...sps.subarray(1, 4), 0xff, 0xe1]),
    u16(sps.length),
    sps,
    Buffer.from([1]),
    u16(pps.length),
    pps,
  )
  const entry = box(
    'avc1',
    Buffer.alloc(6),
    u16(1),
    Buffer.alloc(16),
    u16(width, height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    Buffer.alloc(32),
    u16(24, 0xffff),
    configuration,
  )
  const keys = frames.flatMap(({ isKey }, index) => (isKey ? [index + 1] : []))
  const samplesTable = box(
    'stbl',
    full('stsd', 0, u32(1), entry),
    full('stts', 0, u32(1, samples.length, perFrame)),
    full('stss', 0, u32(keys.length, ...keys)),
    full('stsc', 0, u32(1, 1, samples.length, 1)),
    full('stsz', 0, u32(0, samples.length, ...samples.map(({ length }) => length))),
    full('stco', 0, u32(1, dataAt)),
  )
  const references = box('dinf', full('dref', 0, u32(1), full('url ', 1)))
  const media = box(
    'mdia',
    full('mdhd', 0, u32(0, 0, millisecond, duration), u16(0x55c4, 0)),
    full('hdlr', 0, u32(0), 'vide', Buffer.alloc(12), 'Lake\0'),
    box('minf', full('vmhd', 1, Buffer.alloc(8)), references, samplesTable),
  )
  return box('trak', trackHeader, media)
}

function box(type: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  )
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body])
}

function full(type: string, flags: number, ...parts: (Buffer | string)[]): Buffer {
  return box(type, u32(flags), ...parts)
}

function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4))
  return bytes
}

function u16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => bytes.writeUInt16BE(value, index * 2))
  return bytes
}

/** Neither turned nor scaled. */
const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
