import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './node.mjs'

const source = join(root, 'node_modules', 'pdfjs-dist')
const target = join(root, 'public', 'pdfjs')

/**
 * What pdf.js fetches while it works, served from our own origin: its worker, character maps, standard fonts, decoders
 * and colour profiles, copied from the installed package to public/pdfjs/<version>, which git ignores. The version in
 * the address lets browsers keep them, and is what `components/sources/pdf/pdf-library.ts` asks for.
 */
export function ensurePdfAssets() {
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
  const folder = join(target, version)
  if (existsSync(folder)) return
  mkdirSync(target, { recursive: true })
  for (const name of readdirSync(target)) {
    if (!name.startsWith('.')) rmSync(join(target, name), { recursive: true, force: true })
  }
  // Whoever is interrupted half-way leaves nothing that looks whole.
  const draft = join(target, `.${version}-${process.pid}`)
  mkdirSync(draft)
  cpSync(join(source, 'legacy', 'build', 'pdf.worker.min.mjs'), join(draft, 'pdf.worker.min.mjs'))
  cpSync(join(source, 'LICENSE'), join(draft, 'LICENSE'))
  for (const name of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
    cpSync(join(source, name), join(draft, name), { recursive: true })
  }
  // Two that begin at once make the same: the first one counts.
  if (existsSync(folder)) rmSync(draft, { recursive: true, force: true })
  else renameSync(draft, folder)
}
