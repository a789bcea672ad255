/**
 * pdf.js in the browser: fetched when a document is opened or about to be, one worker for all documents, everything
 * from our own origin (`scripts/lib/pdf-assets.mjs`). The legacy build runs in browsers of the last years, too.
 */
import type * as Pdf from 'pdfjs-dist/legacy/build/pdf.mjs'

export type PdfDocument = Pdf.PDFDocumentProxy
export type PdfPageProxy = Pdf.PDFPageProxy

const rangeBytes = 128 * 1024
/** Decoded pictures beyond this many pixels are left out of a page. */
const mostImagePixels = 64_000_000

let library: Promise<{ pdf: typeof Pdf; worker: Pdf.PDFWorker; assets: string }> | null = null

/** Fetches pdf.js and starts its worker; a failed fetch is tried again at the next call. */
export function loadPdf() {
  library ??= import('pdfjs-dist/legacy/build/pdf.mjs').then(
    (pdf) => {
      const assets = `/pdfjs/${pdf.version}/`
      pdf.GlobalWorkerOptions.workerSrc = `${assets}pdf.worker.min.mjs`
      return { pdf, worker: new pdf.PDFWorker({}), assets }
    },
    (error: unknown) => {
      library = null
      throw error
    },
  )
  return library
}

export type PdfProblem = 'gone' | 'unreachable' | 'broken' | 'password'

export class PdfError extends Error {
  readonly problem: PdfProblem

  constructor(problem: PdfProblem, cause: unknown) {
    super(problem, { cause })
    this.name = 'PdfError'
    this.problem = problem
  }
}

type Opened = { document: Promise<PdfDocument>; users: number; destroy: () => void }

/** The last documents stay open, so that going back to one shows it at once. */
const keptOpen = 3
const opened = new Map<string, Opened>()

/**
 * Opens a document by ranges; `release` when it is no longer shown.
 * The promise rejects with `PdfError`.
 */
export function openPdf(url: string): { document: Promise<PdfDocument>; release: () => void } {
  const known = opened.get(url)
  const entry = known ?? startOpening(url)
  entry.users += 1
  opened.delete(url)
  opened.set(url, entry)
  closeUnused()
  let isReleased = false
  return {
    document: entry.document,
    release() {
      if (isReleased) return
      isReleased = true
      entry.users -= 1
      closeUnused()
    },
  }
}

function startOpening(url: string): Opened {
  let isDestroyed = false
  let stop = () => {}
  const document = loadPdf()
    .then(async ({ pdf, worker, assets }) => {
      if (isDestroyed) throw new Error('closed before it was open')
      const task = pdf.getDocument({
        url,
        worker,
        rangeChunkSize: rangeBytes,
        // Only what is looked at is fetched; without this the rest of the file would stream in behind it.
        disableAutoFetch: true,
        disableStream: true,
        isEvalSupported: false,
        enableXfa: false,
        maxImageSize: mostImagePixels,
        cMapUrl: `${assets}cmaps/`,
        cMapPacked: true,
        standardFontDataUrl: `${assets}standard_fonts/`,
        wasmUrl: `${assets}wasm/`,
        iccUrl: `${assets}iccs/`,
        useWorkerFetch: true,
        verbosity: pdf.VerbosityLevel.ERRORS,
      })
      stop = () => void task.destroy()
      return task.promise
    })
    .catch((error: unknown) => {
      opened.delete(url)
      throw new PdfError(problemOf(error), error)
    })
  // Whoever waits is told; without anybody waiting it is no error of the page.
  document.catch(() => {})
  return {
    document,
    users: 0,
    destroy() {
      isDestroyed = true
      stop()
    },
  }
}

function closeUnused(): void {
  for (const [url, entry] of opened) {
    if (opened.size <= keptOpen) return
    if (entry.users > 0) continue
    opened.delete(url)
    entry.destroy()
  }
}

/** pdf.js tells its errors apart by name. */
function problemOf(error: unknown): PdfProblem {
  if (!(error instanceof Error)) return 'unreachable'
  if (error.name === 'PasswordException') return 'password'
  if (error.name === 'InvalidPDFException' || error.name === 'FormatError') return 'broken'
  if (
    error.name === 'ResponseException' &&
    'status' in error &&
    (error.status === 404 || error.status === 410)
  ) {
    return 'gone'
  }
  return 'unreachable'
}
