/**
 * What agents made, under addresses as a file store signs them: they say until when they hold, and nobody can write
 * another one. The bytes go with the address, so whoever wants to keep them has to copy them in time.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** How long an address holds. */
export const usualLifeMs = 5 * 60_000
const mostFiles = 60
const mostBytes = 64 * 1024 * 1024

export type MadeFile = { type: string; bytes: Buffer }
type KeptFile = MadeFile & { expiresAt: number }

export class MadeMedia {
  readonly #secret = randomBytes(32)
  readonly #files = new Map<string, KeptFile>()

  /**
   * @param extension without the dot
   * @param lifeMs may be zero or less: then the address has expired already
   * @returns the address from `/engine/…` on
   */
  add(file: MadeFile, extension: string, lifeMs: number = usualLifeMs, now: number = Date.now()): string {
    const name = `${randomBytes(12).toString('hex')}.${extension}`
    const expiresAt = now + lifeMs
    this.#files.set(name, { ...file, expiresAt })
    this.#forget(now)
    return `/engine/made/${name}?expires=${expiresAt}&sign=${this.#sign(name, String(expiresAt))}`
  }

  read(name: string, query: URLSearchParams, now: number = Date.now()): MadeFile | 'forbidden' | 'expired' {
    const expires = query.get('expires') ?? ''
    const expected = Buffer.from(this.#sign(name, expires))
    const given = Buffer.from(query.get('sign') ?? '')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forbidden'
    const file = this.#files.get(name)
    return !file || now >= Number(expires) ? 'expired' : file
  }

  #sign(name: string, expires: string): string {
    return createHmac('sha256', this.#secret).update(`${name}\n${expires}`).digest('hex').slice(0, 40)
  }

  #forget(now: number): void {
    let bytes = 0
    for (const [name, file] of this.#files) {
      if (now >= file.expiresAt) this.#files.delete(name)
      else bytes += file.bytes.length
    }
    for (const [name, file] of this.#files) {
      if (this.#files.size <= 1 || (this.#files.size <= mostFiles && bytes <= mostBytes)) return
      this.#files.delete(name)
      bytes -= file.bytes.length
    }
  }
}
