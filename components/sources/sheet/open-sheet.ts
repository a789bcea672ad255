/** The page's side of the sheet worker. */
import { SheetError, sheetLimits } from './limits'
import type { SheetRows } from './limits'
import type { SheetReply, SheetRequest } from './sheet-worker'

export type OpenSheet = {
  names: string[]
  /** Read once each. Rejects with `SheetError`. */
  read: (index: number) => Promise<SheetRows>
}

/** Rejects with `SheetError`. `close` ends the worker, whatever it is doing. */
export function openSheet(url: string): { sheet: Promise<OpenSheet>; close: () => void } {
  const worker = new Worker(new URL('./sheet-worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<
    number,
    { resolve: (reply: SheetReply) => void; reject: (error: SheetError) => void }
  >()
  let lastId = 0

  const failAll = (error: SheetError) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.onmessage = (event: MessageEvent<SheetReply>) => {
    const reply = event.data
    const call = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.kind === 'failed') call?.reject(new SheetError(reply.problem))
    else call?.resolve(reply)
  }
  worker.onerror = () => failAll(new SheetError('broken'))
  const close = () => {
    worker.terminate()
    failAll(new SheetError('tooSlow'))
  }
  const ask = (
    request:
      | Pick<SheetRequest & { kind: 'open' }, 'kind' | 'url'>
      | Pick<SheetRequest & { kind: 'read' }, 'kind' | 'index'>,
  ) =>
    new Promise<SheetReply>((resolve, reject) => {
      const id = ++lastId
      const timer = setTimeout(close, sheetLimits.ms)
      waiting.set(id, {
        resolve: (reply) => {
          clearTimeout(timer)
          resolve(reply)
        },
        reject: (error) => {
          clearTimeout(timer)
          reject(error)
        },
      })
      worker.postMessage({ ...request, id })
    })

  const sheets = new Map<number, Promise<SheetRows>>()
  const sheet = ask({ kind: 'open', url }).then((opened): OpenSheet => {
    if (opened.kind !== 'opened') throw new SheetError('broken')
    return {
      names: opened.names,
      read(index) {
        const known = sheets.get(index)
        if (known) return known
        const rows = ask({ kind: 'read', index }).then((reply) => {
          if (reply.kind !== 'read') throw new SheetError('broken')
          return reply.sheet
        })
        sheets.set(index, rows)
        return rows
      },
    }
  })
  sheet.catch(() => {})
  return { sheet, close }
}
