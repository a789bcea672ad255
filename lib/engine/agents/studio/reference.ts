/** What a reference picture gives: its colours when it is a PNG that can be decoded, its size otherwise. */
import type { Answer } from '../../answer'
import { readFileBytes } from '../../files/file-bytes'
import { lookAtAddress } from '../../look-at-address'
import { findDominantColours } from '../../media/dominant-colours'
import { decodePng } from '../../media/png'
import { probe } from '../../media/probe'
import { toHex } from '../../media/scene'
import type { Rgb } from '../../media/scene'

const mostReferenceBytes = 10 * 1024 * 1024
const colourCount = 5

export type Reference =
  | {
      kind: 'colours'
      width: number
      height: number
      colours: { hex: string; share: number; colour: Rgb }[]
    }
  | { kind: 'size'; format: string; width: number; height: number; reason: 'jpeg' | 'damaged' | 'interlaced' }
  | { kind: 'unreadable'; reason: string }

/** @param address the id of an uploaded file, or an address */
export async function readReference(answer: Answer, address: string): Promise<Reference> {
  const bytes = await readBytes(answer, address)
  if (typeof bytes === 'string') return { kind: 'unreadable', reason: bytes }
  const { format, width, height } = probe(bytes)
  const decoded = decodePng(bytes)
  if (typeof decoded !== 'string') {
    const colours = findDominantColours(decoded, colourCount).map(({ colour, share }) => ({
      hex: toHex(colour),
      share: Math.round(share * 100) / 100,
      colour,
    }))
    return { kind: 'colours', width: decoded.width, height: decoded.height, colours }
  }
  if (format === null || width === undefined || height === undefined)
    return { kind: 'unreadable', reason: 'not_a_picture' }
  return { kind: 'size', format, width, height, reason: decoded === 'not_png' ? 'jpeg' : decoded }
}

async function readBytes(answer: Answer, address: string): Promise<Buffer | string> {
  if (!/^https?:/i.test(address)) {
    const file = answer.state.files.find(address)
    return file ? readFileBytes(file, mostReferenceBytes) : 'unknown_file'
  }
  const look = await lookAtAddress(address, answer.signal)
  if (look.kind === 'refused') return look.reason
  return look.status === 200 ? look.bytes : `http_${look.status}`
}
