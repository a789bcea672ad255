/** Looks at one file or address that a form was given, without trusting its name. */
import type { Answer } from '../../answer'
import { extensionOf } from '../../files/file-kinds'
import { readFileBytes } from '../../files/file-bytes'
import type { StoredFile } from '../../files/file-store'
import { lookAtAddress, mostBytes } from '../../look-at-address'
import type { Look } from '../../look-at-address'
import { probe } from '../../media/probe'
import type { Probe } from '../../media/probe'

/** Films hold their index at the end as often as at the beginning. */
const mostProbed = 32 * 1024 * 1024

export type Inspection = {
  /** The id or address as it came. */
  given: string
  name: string
  /** Bytes; null when nobody says. */
  size: number | null
  probe: Probe
  /** Of a document or a sheet. */
  parsed: { pages?: number; rows?: number; sheets?: number; characters: number } | null
  /** Of an address. */
  web: { status: number; type: string; isWhole: boolean } | null
  problem: Problem | null
}

export type Problem =
  | { kind: 'unknown_id' }
  | { kind: 'not_ready'; code: number; message: string }
  | { kind: 'address'; reason: Extract<Look, { kind: 'refused' }>['reason'] }

export async function inspect(answer: Answer, given: string): Promise<Inspection> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(given)) return inspectAddress(answer, given)
  const file = answer.state.files.find(given)
  if (!file) return { ...nothing(given), problem: { kind: 'unknown_id' } }
  const state = answer.state.files.stateOf(file)
  return {
    ...nothing(given),
    name: file.name,
    size: file.size,
    probe: probe(await readFileBytes(file, mostProbed), file.size),
    parsed: file.kind === 'document' || file.kind === 'sheet' ? countPassages(file) : null,
    problem: state.code === 1 ? null : { kind: 'not_ready', code: state.code, message: state.message },
  }
}

async function inspectAddress(answer: Answer, given: string): Promise<Inspection> {
  const look = await lookAtAddress(given, answer.signal)
  const base = { ...nothing(given), name: nameOf(given) }
  if (look.kind === 'refused') return { ...base, problem: { kind: 'address', reason: look.reason } }
  const { status, type, size, isWhole, bytes } = look
  return {
    ...base,
    size,
    probe: status < 400 ? probe(bytes, size ?? bytes.length) : { format: null },
    web: { status, type, isWhole: isWhole || bytes.length < mostBytes },
  }
}

function nothing(given: string): Inspection {
  return { given, name: given, size: null, probe: { format: null }, parsed: null, web: null, problem: null }
}

function nameOf(address: string): string {
  const path = /^[^?#]*/.exec(address)?.[0] ?? address
  const last = path.split('/').at(-1) ?? ''
  return last === '' ? address : last
}

function countPassages({ passages, name }: StoredFile): Inspection['parsed'] {
  const rows = passages.filter((passage) => passage.kind === 'row')
  const pages = passages.reduce(
    (most, passage) => Math.max(most, passage.kind === 'pdf' ? passage.page : 0),
    0,
  )
  const sheets = new Set(rows.map(({ sheetName }) => sheetName)).size
  return {
    ...(pages > 0 ? { pages } : {}),
    ...(rows.length > 0 ? { rows: rows.length } : {}),
    ...(sheets > 1 || extensionOf(name) === 'xlsx' ? { sheets } : {}),
    characters: passages.reduce((sum, { text }) => sum + text.length, 0),
  }
}
