import { UnreadableDocument } from './unreadable'

/** UTF-8 or UTF-16 with their marks, else UTF-8, else GB18030. @throws UnreadableDocument when it is no text */
export function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.subarray(0, 4096).includes(0)) throw new UnreadableDocument(11002)
  return decode(bytes, 'utf-8') ?? decode(bytes, 'gb18030') ?? fail()
}

function decode(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function fail(): never {
  throw new UnreadableDocument(11002)
}
