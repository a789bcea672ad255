/** Fetches and reads a sheet away from the page, so that nothing that is in a file can hold the page up. */
import { decodeText, readCsv } from './csv'
import { SheetError, sheetLimits } from './limits'
import type { SheetProblem, SheetRows } from './limits'
import { openWorkbook } from './workbook'
import type { Workbook } from './workbook'

export type SheetRequest = { id: number } & ({ kind: 'open'; url: string } | { kind: 'read'; index: number })
export type SheetReply =
  | { id: number; kind: 'opened'; names: string[]; sheetCount: number }
  | { id: number; kind: 'read'; sheet: SheetRows }
  | { id: number; kind: 'failed'; problem: SheetProblem }

let workbook: Workbook | null = null

// TypeScript sees a window here; in a worker only these two are used.
onmessage = (event: MessageEvent<SheetRequest>) => {
  const request = event.data
  answer(request).then(postMessage, (error: unknown) => {
    postMessage({
      id: request.id,
      kind: 'failed',
      problem: error instanceof SheetError ? error.problem : 'broken',
    } satisfies SheetReply)
  })
}

async function answer(request: SheetRequest): Promise<SheetReply> {
  if (request.kind === 'open') {
    workbook = await open(await fetchBytes(request.url))
    return {
      id: request.id,
      kind: 'opened',
      names: workbook.names,
      sheetCount: workbook.names.length,
    }
  }
  if (!workbook) throw new SheetError('broken')
  return { id: request.id, kind: 'read', sheet: await workbook.read(request.index) }
}

async function open(bytes: Uint8Array<ArrayBuffer>): Promise<Workbook> {
  // "PK": an archive; the old binary workbooks begin with D0 CF and cannot be shown.
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return openWorkbook(bytes, sheetLimits)
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) throw new SheetError('broken')
  const sheet = readCsv(decodeText(bytes), sheetLimits)
  return { names: [''], read: () => Promise.resolve(sheet) }
}

async function fetchBytes(url: string): Promise<Uint8Array<ArrayBuffer>> {
  let response: Response
  try {
    response = await fetch(url)
  } catch (error) {
    throw new SheetError('unreachable', error)
  }
  if (response.status === 404 || response.status === 410) throw new SheetError('gone')
  if (!response.ok || !response.body) throw new SheetError('unreachable')
  if (Number(response.headers.get('content-length')) > sheetLimits.bytes) {
    await response.body.cancel()
    throw new SheetError('tooLarge')
  }
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > sheetLimits.bytes) throw new SheetError('tooLarge')
  return bytes
}
