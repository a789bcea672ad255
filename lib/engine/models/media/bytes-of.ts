/** The bytes of a picture, a film or a document that a message names by its address or holds as base64. */
import { lookAtAddress } from '../../look-at-address'
import type { ModelAnswer } from '../model-answer'

export type Given = {
  bytes: Buffer
  /** Of the whole; more than `bytes` when only the beginning was read. */
  size: number
  /** Empty when nobody says. */
  type: string
  name: string
}

/** @returns why there are none, as a word, instead */
export async function bytesOf(answer: ModelAnswer, url: string): Promise<Given | string> {
  const inline = /^data:([^;,]*)(?:;[^,]*)?,(.*)$/s.exec(url)
  if (inline) return fromBase64(inline[2] ?? '', inline[1] ?? '')
  if (!/^[a-z][a-z0-9+.-]*:/i.test(url)) return fromBase64(url, '')
  const look = await lookAtAddress(url, answer.signal)
  if (look.kind === 'refused') return look.reason
  if (look.status !== 200) return `http_${look.status}`
  return { bytes: look.bytes, size: look.size ?? look.bytes.length, type: look.type, name: nameOf(url) }
}

/** The official SDK sends base64 without the head of a `data:` address. */
function fromBase64(text: string, type: string): Given | string {
  const plain = text.replace(/\s/g, '')
  if (!/^[A-Za-z0-9+/_-]+=*$/.test(plain)) return 'not_base64'
  const bytes = Buffer.from(plain, 'base64')
  return { bytes, size: bytes.length, type, name: '' }
}

function nameOf(address: string): string {
  const url = new URL(address)
  const named = url.searchParams.get('name') ?? url.searchParams.get('filename')
  const last = named ?? url.pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
