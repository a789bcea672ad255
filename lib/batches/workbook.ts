import 'server-only'
import { letterOf } from './table'
import { writeZip } from './zip'

/** What a cell may hold: Excel's own limit. */
export const maxCellCharacters = 32_767
/** Made at once: between two pieces the process does other things. */
const pieceCharacters = 128 * 1024

/**
 * A workbook of one sheet of texts (ECMA-376-1 §12.3, §18.3), made as it is read. Every cell is an inline string, which
 * no spreadsheet takes for a formula; longer texts are cut.
 *
 * @param table.head the names of the columns, which stay in view
 * @param table.widths of the columns, in characters
 * @param table.rows some at a time
 */
export function writeWorkbook(table: {
  head: string[]
  widths: number[]
  rows: AsyncIterable<string[][]>
}): AsyncGenerator<Uint8Array> {
  return writeZip([
    { name: '[Content_Types].xml', content: [contentTypes] },
    { name: '_rels/.rels', content: [packageRelations] },
    { name: 'xl/workbook.xml', content: [workbook] },
    { name: 'xl/_rels/workbook.xml.rels', content: [workbookRelations] },
    { name: 'xl/styles.xml', content: [styles] },
    { name: 'xl/worksheets/sheet1.xml', content: sheetOf(table) },
  ])
}

async function* sheetOf({ head, widths, rows }: Parameters<typeof writeWorkbook>[0]): AsyncGenerator<string> {
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  yield `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`
  yield rowOf(1, head, bold)
  let number = 1
  for await (const some of rows) {
    let text = ''
    for (const row of some) {
      text += rowOf(++number, row, plain)
      if (text.length < pieceCharacters) continue
      yield text
      text = ''
    }
    yield text
  }
  yield '</sheetData></worksheet>'
}

function rowOf(number: number, cells: string[], style: number): string {
  const filled = cells.map((cell, column) =>
    cell === ''
      ? ''
      : `<c r="${letterOf(column)}${number}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${textOf(cell)}</t></is></c>`,
  )
  return `<row r="${number}">${filled.join('')}</row>`
}

/** XML holds no control characters (XML 1.0 §2.2), halves of a pair or open marks. */
function textOf(cell: string): string {
  const cut = cell.length > maxCellCharacters ? `${cell.slice(0, maxCellCharacters - 1)}…` : cell
  return (
    cut
      .toWellFormed()
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replaceAll(/[&<>]/g, (mark) => (mark === '&' ? '&amp;' : mark === '<' ? '&lt;' : '&gt;'))
      .replaceAll('\r', '&#13;')
      // What reads like an escaped character of §22.4.2.4 is kept as it is.
      .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  )
}

const plain = 0
const bold = 1
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'

const contentTypes = `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`

const packageRelations = `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

const workbook = `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Moonlake" sheetId="1" r:id="rId1"/></sheets></workbook>`

const workbookRelations = `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`

/** Two styles: plain, and bold for the head. */
const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
