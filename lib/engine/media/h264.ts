/**
 * A film as an H.264 stream that any browser plays: blocks that changed are sent as they are (`I_PCM`), the others are
 * skipped. It needs no transform, so it stays small in code and exact in colour (ITU-T H.264, §7.3, §7.4, annex B.1).
 */

/** One picture as 4:2:0 planes, width and height multiples of 16. */
export type Frame = { luma: Uint8Array; blue: Uint8Array; red: Uint8Array }

export type EncodedFilm = { sps: Buffer; pps: Buffer; frames: { data: Buffer; isKey: boolean }[] }

/** A block is sent again once a sample differs from what was sent by more than this. */
const leastChange = 5
const intraPcmInP = 30
const intraPcmInI = 25

/** @param shown the visible size, at most 15 less than the coded one in each direction */
export function createFilmEncoder(
  width: number,
  height: number,
  shown: { width: number; height: number },
): { add(frame: Frame): void; finish(): EncodedFilm } {
  const columns = width / 16
  const rows = height / 16
  const frames: EncodedFilm['frames'] = []
  const sent: Frame = {
    luma: new Uint8Array(width * height),
    blue: new Uint8Array((width * height) / 4),
    red: new Uint8Array((width * height) / 4),
  }

  function add(frame: Frame): void {
    const isKey = frames.length === 0
    const bits = new BitWriter()
    writeSliceHeader(bits, isKey, frames.length)
    let skipped = 0
    for (let block = 0; block < columns * rows; block += 1) {
      const [column, row] = [block % columns, Math.floor(block / columns)]
      if (!isKey && !hasChanged(frame, sent, column, row, width)) {
        skipped += 1
        continue
      }
      if (!isKey) bits.unsigned(skipped)
      skipped = 0
      bits.unsigned(isKey ? intraPcmInI : intraPcmInP)
      bits.align()
      copyBlock(frame, sent, column, row, width, bits)
    }
    if (skipped > 0) bits.unsigned(skipped)
    bits.finish()
    frames.push({ data: toUnit(isKey ? 0x65 : 0x41, bits.toBuffer()), isKey })
  }

  return { add, finish: () => ({ ...writeParameters(columns, rows, width, height, shown), frames }) }
}

function writeParameters(
  columns: number,
  rows: number,
  width: number,
  height: number,
  shown: { width: number; height: number },
): { sps: Buffer; pps: Buffer } {
  const sps = new BitWriter()
  // Constrained baseline, level 3.
  for (const byte of [66, 0xc0, 30]) sps.bits(byte, 8)
  sps.unsigned(0)
  sps.unsigned(4) // frame numbers have 8 bits
  sps.unsigned(2) // shown in the order of the stream
  sps.unsigned(1)
  sps.bits(0, 1)
  sps.unsigned(columns - 1)
  sps.unsigned(rows - 1)
  sps.bits(0b11, 2)
  const [cutRight, cutBottom] = [(width - shown.width) / 2, (height - shown.height) / 2]
  sps.bits(cutRight + cutBottom > 0 ? 1 : 0, 1)
  if (cutRight + cutBottom > 0) for (const cut of [0, cutRight, 0, cutBottom]) sps.unsigned(cut)
  sps.bits(0, 1)
  sps.finish()

  const pps = new BitWriter()
  pps.unsigned(0)
  pps.unsigned(0)
  pps.bits(0, 2)
  for (let zero = 0; zero < 3; zero += 1) pps.unsigned(0)
  pps.bits(0, 3)
  for (let zero = 0; zero < 3; zero += 1) pps.unsigned(0)
  pps.bits(0b100, 3) // slices say themselves that nothing is smoothed
  pps.finish()
  return { sps: toUnit(0x67, sps.toBuffer()), pps: toUnit(0x68, pps.toBuffer()) }
}

function writeSliceHeader(bits: BitWriter, isKey: boolean, number: number): void {
  bits.unsigned(0)
  bits.unsigned(isKey ? 7 : 5)
  bits.unsigned(0)
  bits.bits(number & 255, 8)
  if (isKey) {
    bits.unsigned(0)
    bits.bits(0, 2)
  } else bits.bits(0, 3)
  bits.unsigned(0)
  bits.unsigned(1)
}

function hasChanged(frame: Frame, sent: Frame, column: number, row: number, width: number): boolean {
  for (let y = 0; y < 16; y += 1) {
    const from = (row * 16 + y) * width + column * 16
    for (let x = from; x < from + 16; x += 1)
      if (Math.abs((frame.luma[x] ?? 0) - (sent.luma[x] ?? 0)) > leastChange) return true
  }
  for (let y = 0; y < 8; y += 1) {
    const from = (row * 8 + y) * (width / 2) + column * 8
    for (let x = from; x < from + 8; x += 1) {
      if (Math.abs((frame.blue[x] ?? 0) - (sent.blue[x] ?? 0)) > leastChange) return true
      if (Math.abs((frame.red[x] ?? 0) - (sent.red[x] ?? 0)) > leastChange) return true
    }
  }
  return false
}

function copyBlock(
  frame: Frame,
  sent: Frame,
  column: number,
  row: number,
  width: number,
  bits: BitWriter,
): void {
  const copy = (from: Uint8Array, to: Uint8Array, size: number, stride: number) => {
    for (let y = 0; y < size; y += 1) {
      const start = (row * size + y) * stride + column * size
      const line = from.subarray(start, start + size)
      to.set(line, start)
      bits.bytes(line)
    }
  }
  copy(frame.luma, sent.luma, 16, width)
  copy(frame.blue, sent.blue, 8, width / 2)
  copy(frame.red, sent.red, 8, width / 2)
}

/** A unit of the stream: no three bytes inside may look like a start code. */
function toUnit(head: number, payload: Buffer): Buffer {
  const unit = Buffer.alloc(1 + Math.ceil(payload.length * 1.5) + 1)
  unit[0] = head
  let length = 1
  let zeros = 0
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      unit[length++] = 3
      zeros = 0
    }
    unit[length++] = byte
    zeros = byte === 0 ? zeros + 1 : 0
  }
  return unit.subarray(0, length)
}

class BitWriter {
  #bytes = Buffer.alloc(4_096)
  #length = 0
  #pending = 0
  #count = 0

  bits(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit -= 1) {
      this.#pending = (this.#pending << 1) | ((value >> bit) & 1)
      this.#count += 1
      if (this.#count === 8) this.#push()
    }
  }

  /** Exp-Golomb, `ue(v)`; zero is the same as `se(v)`. */
  unsigned(value: number): void {
    const length = 31 - Math.clz32(value + 1)
    this.bits(0, length)
    this.bits(value + 1, length + 1)
  }

  align(): void {
    while (this.#count > 0) this.bits(0, 1)
  }

  /** Only after `align`. */
  bytes(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  finish(): void {
    this.bits(1, 1)
    this.align()
  }

  toBuffer(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  #push(): void {
    this.#makeRoom(1)
    this.#bytes[this.#length++] = this.#pending
    this.#pending = 0
    this.#count = 0
  }

  #makeRoom(count: number): void {
    if (this.#length + count <= this.#bytes.length) return
    this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(Math.max(count, this.#bytes.length))])
  }
}
