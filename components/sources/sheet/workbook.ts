/**
 * XLSX bytes → names of sheets, and the rows of one of them. read-excel-file reads the cells; before it does, the
 * sheet is cut to the limits, because one cell in XFD1048576 would make it fill sixteen thousand columns of a million
 * rows. The range a sheet declares is not looked at, formulas are not run: cells show what was last calculated.
 */
import { readSheet } from 'read-excel-file/universal'
import { openArchive, writeArchive } from './archive'
import { SheetError } from './limits'
import type { SheetRows } from './limits'

type Limits = { unpackedBytes: number; rows: number; columns: number; characters: number }

export type Workbook = {
  names: string[]
  /** @throws SheetError */
  read: (index: number) => Promise<SheetRows>
}

const workbookPath = 'xl/workbook.xml'
const relationsPath = 'xl/_rels/workbook.xml.rels'

/** @throws SheetError */
export async function openWorkbook(bytes: Uint8Array<ArrayBuffer>, limits: Limits): Promise<Workbook> {
  const archive = openArchive(bytes, limits.unpackedBytes)
  const decoder = new TextDecoder()
  const shared = new Map<string, Uint8Array>()
  for (const name of archive.names) {
    if (sharedFile.test(name)) shared.set(name, await archive.read(name))
  }
  const workbook = shared.get(workbookPath)
  if (!workbook) throw new SheetError('broken')
  const targets = readTargets(decoder.decode(shared.get(relationsPath)))
  const sheets = readSheetList(decoder.decode(workbook))
  return {
    names: sheets.map(({ name }) => name),
    async read(index) {
      const path = targets.get(sheets[index]?.relation ?? '')
      if (!path) throw new SheetError('broken')
      const cut = cutSheet(decoder.decode(await archive.read(path)), limits.rows, limits.columns)
      const files = new Map(shared).set(path, new TextEncoder().encode(cut.xml))
      try {
        const rows = await readSheet(writeArchive(files), index + 1)
        return {
          rows: rows.map((row) => row.map((cell) => toShown(cell).slice(0, limits.characters))),
          isCut: cut.isCut,
        }
      } catch (error) {
        throw new SheetError('broken', error)
      }
    },
  }
}

/** What every sheet needs; the sheets themselves, drawings and the rest stay packed. */
const sharedFile =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels)$/i

function readSheetList(xml: string): { name: string; relation: string }[] {
  return [...xml.matchAll(/<(?:\w+:)?sheet\b([^>]*)>/g)].map(([, attributes = '']) => ({
    name: unescape(/\bname="([^"]*)"/.exec(attributes)?.[1] ?? ''),
    relation: /\b\w+:id="([^"]*)"/.exec(attributes)?.[1] ?? '',
  }))
}

function readTargets(xml: string): Map<string, string> {
  return new Map(
    [...xml.matchAll(/<(?:\w+:)?Relationship\b([^>]*)>/g)].map(([, attributes = '']) => {
      const target = unescape(/\bTarget="([^"]*)"/.exec(attributes)?.[1] ?? '')
      return [
        /\bId="([^"]*)"/.exec(attributes)?.[1] ?? '',
        target.startsWith('/') ? target.slice(1) : `xl/${target}`,
      ]
    }),
  )
}

/** The XML of a sheet without rows and columns beyond the limits. */
export function cutSheet(
  xml: string,
  mostRows: number,
  mostColumns: number,
): { xml: string; isCut: SheetRows['isCut'] } {
  let kept = xml
  let row = 0
  const isCut = { rows: false, columns: false }
  for (const match of xml.matchAll(/<(?:\w+:)?row\b([^>]*)>/g)) {
    const own = Number(/\br="(\d+)"/.exec(match[1] ?? '')?.[1] ?? 0)
    row = own || row + 1
    if (row <= mostRows) continue
    const end = /<\/(?:\w+:)?sheetData>/.exec(xml.slice(match.index))
    kept = xml.slice(0, match.index) + (end ? xml.slice(match.index + end.index) : '')
    isCut.rows = true
    break
  }
  const cells = /<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)\d+"[^>]*?(?:\/>|>[^]*?<\/(?:\w+:)?c>)/g
  if (/\br="(?:[A-Z]{3,}|[G-Z][A-Z])\d+"/.test(kept)) {
    kept = kept.replace(cells, (cell, letters: string) => {
      if (columnNumber(letters) <= mostColumns) return cell
      isCut.columns = true
      return ''
    })
  }
  return { xml: kept, isCut }
}

function columnNumber(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64
  return number
}

function toShown(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return ''
    const text = cell.toISOString()
    return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ')
  }
  // Fifteen digits is what a sheet itself shows of 0.1 + 0.2.
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)))
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  return typeof cell === 'string' ? cell : JSON.stringify(cell)
}

function unescape(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name) return references[String(name).toLowerCase()] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

const references: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
