/** Opens a PDF from bytes or from a file of any size, of which only what the text needs is read. */
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'

export type PdfSource = Uint8Array | { path: string; size: number }

const piece = 256 * 1024

/** Hands each page over in order. @throws pdf.js's own errors: PasswordException, InvalidPDFException and others */
export async function eachPage(
  source: PdfSource,
  visit: (page: PDFPageProxy, number: number) => Promise<void>,
): Promise<void> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const file = source instanceof Uint8Array ? null : await open(source.path)
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => {})
  const task = getDocument({
    ...(source instanceof Uint8Array
      ? { data: source.slice() }
      : { range: await toRange(file, source.size, failure.reject), rangeChunkSize: piece }),
    disableAutoFetch: true,
    disableStream: true,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    // Chinese set with a predefined CMap, and the widths of the standard fonts.
    cMapUrl: `${join(process.cwd(), 'node_modules', 'pdfjs-dist', 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(process.cwd(), 'node_modules', 'pdfjs-dist', 'standard_fonts')}/`,
    verbosity: VerbosityLevel.ERRORS,
  })
  const walk = async (document: PDFDocumentProxy) => {
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number)
      await visit(page, number)
      page.cleanup()
    }
  }
  try {
    await Promise.race([task.promise.then(walk), failure.promise])
  } finally {
    await task.destroy()
    await file?.close()
  }
}

async function toRange(file: FileHandle | null, size: number, fail: (error: unknown) => void) {
  const { PDFDataRangeTransport } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const read = async (begin: number, end: number) => {
    const bytes = new Uint8Array(end - begin)
    await file?.read(bytes, 0, bytes.length, begin)
    return bytes
  }
  const range = new PDFDataRangeTransport(size, await read(0, Math.min(piece, size)))
  range.requestDataRange = (begin, end) => {
    read(begin, Math.min(end, size)).then((bytes) => range.onDataRange(begin, bytes), fail)
  }
  return range
}
