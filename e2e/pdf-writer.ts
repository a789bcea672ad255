/**
 * Writes PDF files for tests without a package: standard Helvetica, Chinese through a predefined CMap (no font is
 * embedded, as office programs write it), any MediaBox, CropBox, `/Rotate` and `UserUnit`. Everything is placed in the
 * page as it is displayed, so the writer knows by construction where each line must be found.
 */
import { createHash, randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { deflateSync } from 'node:zlib'

export type PdfText = {
  text: string
  /** Points from the top left of the page as displayed; text begins here and stands on `baseline`. */
  x: number
  baseline: number
  size: number
  /** Runs down the displayed page instead of along it. */
  isSideways?: boolean
}

export type PdfPage = {
  /** In user space: left, bottom, right, top. What is displayed. */
  box: [number, number, number, number]
  /** Larger than `box` when the page is cropped. */
  mediaBox?: [number, number, number, number]
  rotate?: 0 | 90 | 180 | 270
  /** How many 1/72 inch one unit is; everything is given in units. */
  userUnit?: number
  texts: PdfText[]
  /** A drawn picture in the middle of the page. */
  hasPicture?: boolean
}

/** A line and the rectangle that its small letters fill: whatever marks the line has to cover that. */
export type DrawnLine = {
  text: string
  page: number
  x0: number
  x1: number
  top: number
  bottom: number
  pageWidth: number
  pageHeight: number
}

export type PdfOptions = {
  /** Bytes of an attached file that no reader needs for the text. */
  attachmentBytes?: number
  /** Without it the file cannot be opened. */
  password?: string
}

/** Writes the file; resolves where every line stands, in points of the displayed page. */
export async function writePdf(
  path: string,
  pages: PdfPage[],
  options: PdfOptions = {},
): Promise<DrawnLine[]> {
  const file = await open(path, 'w')
  const offsets: number[] = []
  let at = 0
  const put = async (bytes: Buffer | string) => {
    const buffer = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes
    await file.write(buffer)
    at += buffer.length
  }
  const putObject = async (number: number, body: Buffer | string) => {
    offsets[number] = at
    await put(`${number} 0 obj\n`)
    await put(body)
    await put('\nendobj\n')
  }
  const secret = options.password === undefined ? null : toSecret(options.password)
  const literal = (number: number, text: string) => {
    const raw = Buffer.from(text, 'latin1')
    return `<${(secret ? rc4(toObjectKey(secret.key, number), raw) : raw).toString('hex')}>`
  }
  const putStream = (number: number, dictionary: string, raw: Buffer) => {
    const bytes = secret ? rc4(toObjectKey(secret.key, number), raw) : raw
    return putObject(
      number,
      Buffer.concat([
        Buffer.from(`<< ${dictionary} /Length ${bytes.length} >>\nstream\n`, 'latin1'),
        bytes,
        Buffer.from('\nendstream', 'latin1'),
      ]),
    )
  }
  const [catalog, tree, latin, chinese, descendant, descriptor, picture, encryption, files, attachment] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ]
  const firstPage = 11
  try {
    await put('%PDF-1.7\n%âãÏÓ\n')
    const names =
      options.attachmentBytes === undefined
        ? ''
        : ` /Names << /EmbeddedFiles << /Names [(measurements.bin) ${files} 0 R] >> >>`
    await putObject(catalog, `<< /Type /Catalog /Pages ${tree} 0 R${names} >>`)
    const kids = pages.map((_, index) => `${firstPage + index * 2} 0 R`).join(' ')
    await putObject(tree, `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`)
    await putObject(
      latin,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    )
    await putObject(
      chinese,
      `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [${descendant} 0 R] >>`,
    )
    await putObject(
      descendant,
      `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry ${literal(descendant, 'Adobe')} /Ordering ${literal(descendant, 'GB1')} /Supplement 4 >> /DW 1000 /W [1 95 500] /FontDescriptor ${descriptor} 0 R >>`,
    )
    await putObject(
      descriptor,
      '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    )
    await putStream(
      picture,
      '/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode',
      deflateSync(
        Buffer.from(Array.from({ length: 64 * 64 }, (_, index) => (index * 7 + (index >> 6) * 3) & 255)),
      ),
    )
    const drawn: DrawnLine[] = []
    for (const [index, page] of pages.entries()) {
      const number = firstPage + index * 2
      const media = page.mediaBox ?? page.box
      await putObject(
        number,
        `<< /Type /Page /Parent ${tree} 0 R /MediaBox [${media.join(' ')}] /CropBox [${page.box.join(' ')}] /Rotate ${page.rotate ?? 0}${page.userUnit === undefined ? '' : ` /UserUnit ${page.userUnit}`} /Resources << /Font << /F1 ${latin} 0 R /F2 ${chinese} 0 R >> /XObject << /I1 ${picture} 0 R >> >> /Contents ${number + 1} 0 R >>`,
      )
      await putStream(number + 1, '/Filter /FlateDecode', deflateSync(Buffer.from(toContent(page), 'latin1')))
      drawn.push(...page.texts.map((text) => toDrawn(text, page, index + 1)))
    }
    if (secret) await putObject(encryption, secret.dictionary)
    if (options.attachmentBytes !== undefined) {
      await putObject(files, `<< /Type /Filespec /F (measurements.bin) /EF << /F ${attachment} 0 R >> >>`)
      offsets[attachment] = at
      await put(`${attachment} 0 obj\n<< /Type /EmbeddedFile /Length ${options.attachmentBytes} >>\nstream\n`)
      const block = randomBytes(1 << 20)
      for (let left = options.attachmentBytes; left > 0; left -= block.length)
        await put(block.subarray(0, Math.min(left, block.length)))
      await put('\nendstream\nendobj\n')
    }
    const start = at
    const count = firstPage + pages.length * 2
    const rows = Array.from({ length: count }, (_, number) => {
      const offset = offsets[number]
      return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`
    })
    const id = `/ID [<${fileId.toString('hex')}> <${fileId.toString('hex')}>]`
    await put(
      `xref\n0 ${count}\n${rows.join('')}trailer\n<< /Size ${count} /Root ${catalog} 0 R${secret ? ` /Encrypt ${encryption} 0 R` : ''} ${id} >>\nstartxref\n${start}\n%%EOF\n`,
    )
    return drawn
  } finally {
    await file.close()
  }
}

/** Lines of running text from a place on, wrapped by the widths of the fonts. */
export function flow(
  text: string,
  place: { x: number; top: number; width: number; size: number; leading?: number },
): PdfText[] {
  const { x, top, width, size, leading = size * 1.35 } = place
  const words =
    text.match(/[^\s\u3000-\u9fff\uff00-\uffef]+\s*|[\u3000-\u9fff\uff00-\uffef][，。、；：！？）]?\s*/g) ??
    []
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line !== '' && textWidth((line + word).trimEnd(), size) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += word
  }
  if (line !== '') lines.push(line.trimEnd())
  return lines.map((one, index) => ({ text: one, x, baseline: top + size + index * leading, size }))
}

/** In points. */
export function textWidth(text: string, size: number): number {
  if (isChinese(text))
    return [...text].reduce((sum, character) => sum + (character <= '~' ? 500 : 1000), 0) * (size / 1000)
  return (
    [...text].reduce((sum, character) => sum + (helvetica[character.charCodeAt(0) - 32] ?? 556), 0) *
    (size / 1000)
  )
}

// The advance widths of Helvetica from space to tilde (Adobe's font metrics).
const helvetica =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584'
    .split(' ')
    .map(Number)

function isChinese(text: string): boolean {
  return /[^\x20-\x7e]/.test(text)
}

/** The displayed page: how large it is, and from its places and directions to those of user space. */
function toFrame({ box: [left, bottom, right, top], rotate = 0 }: PdfPage) {
  const [width, height] = rotate % 180 === 0 ? [right - left, top - bottom] : [top - bottom, right - left]
  const point = (x: number, y: number): [number, number] => {
    if (rotate === 90) return [left + y, bottom + x]
    if (rotate === 180) return [right - x, bottom + y]
    if (rotate === 270) return [right - y, top - x]
    return [left + x, top - y]
  }
  const origin = point(0, 0)
  const direction = (dx: number, dy: number): [number, number] => {
    const [x, y] = point(dx, dy)
    return [x - origin[0], y - origin[1]]
  }
  return { width, height, point, direction }
}

function toContent(page: PdfPage): string {
  const frame = toFrame(page)
  const operators = page.texts.map(({ text, x, baseline, size, isSideways }) => {
    const along = isSideways ? frame.direction(0, 1) : frame.direction(1, 0)
    const up = isSideways ? frame.direction(1, 0) : frame.direction(0, -1)
    const matrix = [...along, ...up, ...frame.point(x, baseline)].map(
      (value) => Math.round(value * 1000) / 1000,
    )
    return `BT /${isChinese(text) ? 'F2' : 'F1'} ${size} Tf ${matrix.join(' ')} Tm ${toString(text)} Tj ET`
  })
  if (page.hasPicture) {
    const [x, y] = frame.point(frame.width / 2 - 100, frame.height / 2 + 100)
    operators.push(`q 200 0 0 200 ${x} ${y} cm /I1 Do Q`)
  }
  return operators.join('\n')
}

function toString(text: string): string {
  if (!isChinese(text)) return `(${text.replace(/[\\()]/g, '\\$&')})`
  const codes = [...text].map((character) => character.charCodeAt(0).toString(16).padStart(4, '0'))
  return `<${codes.join('')}>`
}

function toDrawn({ text, x, baseline, size, isSideways }: PdfText, page: PdfPage, number: number): DrawnLine {
  const unit = page.userUnit ?? 1
  const { width, height } = toFrame(page)
  const length = textWidth(text, size)
  const core = isSideways
    ? { x0: x, x1: x + size / 2, top: baseline, bottom: baseline + length }
    : { x0: x, x1: x + length, top: baseline - size / 2, bottom: baseline }
  return {
    text,
    page: number,
    x0: core.x0 * unit,
    x1: core.x1 * unit,
    top: core.top * unit,
    bottom: core.bottom * unit,
    pageWidth: width * unit,
    pageHeight: height * unit,
  }
}

/* The standard security handler, revision 2: RC4 with 40 bits (ISO 32000-1, 7.6.3). Old, and every reader knows it. */

const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')
const fileId = Buffer.from('6d6f6f6e6c616b65206d6f6f6e6c616b', 'hex')
const permissions = -4

function toSecret(password: string): { key: Buffer; dictionary: string } {
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, 32)
  const owner = rc4(md5(padded).subarray(0, 5), padded)
  const flags = Buffer.alloc(4)
  flags.writeInt32LE(permissions)
  const key = md5(Buffer.concat([padded, owner, flags, fileId])).subarray(0, 5)
  const user = rc4(key, padding)
  return {
    key,
    dictionary: `<< /Filter /Standard /V 1 /R 2 /Length 40 /P ${permissions} /O <${owner.toString('hex')}> /U <${user.toString('hex')}> >>`,
  }
}

function toObjectKey(key: Buffer, number: number): Buffer {
  const salt = Buffer.from([number & 255, (number >> 8) & 255, (number >> 16) & 255, 0, 0])
  return md5(Buffer.concat([key, salt])).subarray(0, 10)
}

function md5(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest()
}

function rc4(key: Buffer, bytes: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index)
  const swap = (left: number, right: number) => {
    const kept = state[left] ?? 0
    state[left] = state[right] ?? 0
    state[right] = kept
  }
  let j = 0
  for (let i = 0; i < 256; i += 1) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255
    swap(i, j)
  }
  let a = 0
  let b = 0
  return Buffer.from(
    bytes.map((byte) => {
      a = (a + 1) & 255
      b = (b + (state[a] ?? 0)) & 255
      swap(a, b)
      return byte ^ (state[((state[a] ?? 0) + (state[b] ?? 0)) & 255] ?? 0)
    }),
  )
}
