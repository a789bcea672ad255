// @vitest-environment node
import { readFile } from 'node:fs/promises'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openArchive, writeArchive } from './archive'
import { readCsv, decodeText } from './csv'
import { SheetError, sheetLimits } from './limits'
import { openWorkbook } from './workbook'

const shipped = async () => new Uint8Array(await readFile('lib/engine/library/lakes-and-phases.xlsx'))

describe('a workbook', () => {
  it('gives its sheets and their rows', async () => {
    const workbook = await openWorkbook(await shipped(), sheetLimits)
    expect(workbook.names.length).toBeGreaterThan(1)
    const { rows, isCut } = await workbook.read(0)
    expect(rows.length).toBeGreaterThan(5)
    expect(isCut).toEqual({ rows: false, columns: false })
  })

  it('is read up to its limits, and says what was left out', async () => {
    const workbook = await openWorkbook(await shipped(), { ...sheetLimits, rows: 3, columns: 2 })
    const { rows, isCut } = await workbook.read(0)
    expect(rows).toHaveLength(3)
    expect(isCut.rows).toBe(true)
  })

  it('with one cell at the far end is as large as what is shown of it', async () => {
    const workbook = await openWorkbook(await withSheet(farAway), sheetLimits)
    const { rows, isCut } = await workbook.read(0)
    expect(rows).toEqual([['near']])
    expect(isCut).toEqual({ rows: true, columns: true })
  })

  it('that would unpack to more than the limit is not unpacked', async () => {
    const bytes = await withSheet(farAway)
    await expect(openWorkbook(bytes, { ...sheetLimits, unpackedBytes: 2_000 })).rejects.toMatchObject({
      problem: 'tooLarge',
    })
  })

  it('that announces less than it holds is stopped while it comes', async () => {
    const bomb = lyingArchive('xl/workbook.xml', Buffer.alloc(50_000_000), 10)
    const archive = openArchive(bomb, 1_000_000)
    await expect(archive.read('xl/workbook.xml')).rejects.toMatchObject({ problem: 'tooLarge' })
  })

  it.each([
    ['no archive', new TextEncoder().encode('a,b,c and no archive at all')],
    ['half an archive', new Uint8Array(100).fill(80)],
  ])('that is %s is broken', async (_, bytes) => {
    await expect(openWorkbook(new Uint8Array(bytes), sheetLimits)).rejects.toBeInstanceOf(SheetError)
  })
})

describe('a CSV', () => {
  it('keeps quoted line breaks and commas in their cells', () => {
    expect(readCsv('a,b\n"1,\n2",3\n', sheetLimits).rows).toEqual([
      ['a', 'b'],
      ['1,\n2', '3'],
    ])
  })
  it('is cut to the limits', () => {
    const { rows, isCut } = readCsv('a,b\n1,2\n3,4\n', { rows: 2, columns: 1, characters: 9 })
    expect(rows).toEqual([['a'], ['1']])
    expect(isCut).toEqual({ rows: true, columns: true })
  })
  it('from a Chinese desktop is readable', () => {
    expect(decodeText(Uint8Array.from([0xd4, 0xc2, 0xba, 0xfe]))).toBe('月湖')
    expect(decodeText(new TextEncoder().encode('月湖'))).toBe('月湖')
  })
})

const farAway =
  '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>near</t></is></c>' +
  '<c r="XFD1" t="inlineStr"><is><t>far</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' +
  '</sheetData></worksheet>'

/** The shipped workbook with another first sheet. */
async function withSheet(xml: string): Promise<Uint8Array<ArrayBuffer>> {
  const archive = openArchive(await shipped(), sheetLimits.unpackedBytes)
  const files = new Map<string, Uint8Array>()
  for (const name of archive.names) files.set(name, await archive.read(name))
  const first = archive.names.find((name) => name.endsWith('sheet1.xml')) ?? ''
  files.set(first, new TextEncoder().encode(xml))
  return new Uint8Array(writeArchive(files))
}

function lyingArchive(name: string, content: Uint8Array, announced: number): Uint8Array<ArrayBuffer> {
  const packed = deflateRawSync(content)
  const bytes = new Uint8Array(writeArchive(new Map([[name, packed]])))
  const view = new DataView(bytes.buffer)
  const directory = 30 + name.length + packed.length
  view.setUint16(directory + 10, 8, true)
  view.setUint32(directory + 24, announced, true)
  return bytes
}
