import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import type { Hash } from 'node:crypto'
import dns from 'node:dns'
import type { LookupAddress } from 'node:dns'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import path from 'node:path'
import { Transform } from 'node:stream'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Agent } from 'undici'
import { isPublicAddress } from './public-address'
import { sniffBytes, sniffMediaType } from './sniff-media-type'

/** Bytes of a file after unpacking, and ms from the first look-up to the last byte. */
export const maxFileBytes = 50 * 1024 * 1024
export const fetchFileMs = 30_000
const connectMs = 10_000
/** Files that begin so are on their way, or were when the process was killed. */
export const partPrefix = 'part-'

export type FetchedFile = {
  /** Of the file in `folder`: the SHA-256 of its bytes, in hex. The same file is kept once. */
  fileName: string
  /** By its bytes. */
  mediaType: string
  /** Bytes. */
  size: number
}

/** Why a file could not be had. Only a lost connection, a slow or a failing server may be worth another try. */
export class FetchFileError extends Error {
  override name = 'FetchFileError'
  readonly reason: 'address' | 'redirect' | 'status' | 'empty' | 'too_large' | 'too_slow' | 'network' | 'type'

  constructor(reason: FetchFileError['reason'], detail: string, cause?: unknown) {
    super(`${reason}: ${detail}`, { cause })
    this.reason = reason
  }
}

/**
 * Fetches a file that upstream named, for a person who may not choose addresses: https to public addresses only, or
 * the configured upstream itself (reliability S4 to S6). The name is resolved once, every address is checked, and the
 * connection goes to a checked one; redirects are refused; no key goes along.
 *
 * @param options.folder where the file is kept; made when it is missing. Nothing is left there after a failure.
 * @param options.trustedOrigin of the configured upstream, such as `https://open.bigmodel.cn`
 * @param options.name of the file, for its kind; the address's own by default
 * @param options.accepts refuses what is not wanted, after the bytes have told the type
 * @param options.limits, options.resolve for tests
 * @throws FetchFileError; what the disk throws
 */
export async function fetchFile(
  address: string,
  options: {
    folder: string
    trustedOrigin: string
    name?: string
    accepts?: (mediaType: string) => boolean
    limits?: { bytes?: number; ms?: number }
    resolve?: Resolve
  },
): Promise<FetchedFile> {
  const url = checkAddress(address, options.trustedOrigin)
  const limit = options.limits?.bytes ?? maxFileBytes
  const isTrusted = isUpstream(url, new URL(options.trustedOrigin))
  const agent = new Agent({
    connect: {
      timeout: connectMs,
      ...(isTrusted ? {} : { lookup: checkedLookup(options.resolve ?? resolveAll) }),
    },
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
  })
  const signal = AbortSignal.timeout(options.limits?.ms ?? fetchFileMs)
  await mkdir(options.folder, { recursive: true, mode: 0o700 })
  const part = path.join(options.folder, `${partPrefix}${randomUUID()}`)
  try {
    const { statusCode, headers, body } = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'moonlake' },
      signal,
    })
    // Whatever ends the body is told by the pipeline.
    body.on('error', () => undefined)
    if (statusCode >= 300 && statusCode < 400) throw new FetchFileError('redirect', String(statusCode))
    if (statusCode !== 200) throw new FetchFileError('status', String(statusCode))
    if (Number(headers['content-length'] ?? 0) > limit) throw new FetchFileError('too_large', 'declared')
    const gauge = new Gauge(limit)
    const file = createWriteStream(part, { flags: 'wx', mode: 0o600 })
    await pipeline([body, ...unpack(headers['content-encoding']), gauge, file], { signal })
    if (gauge.size === 0) throw new FetchFileError('empty', 'no bytes')
    const mediaType = sniffMediaType(gauge.head(), options.name ?? decodedPath(url))
    if (options.accepts && !options.accepts(mediaType)) throw new FetchFileError('type', mediaType)
    const fileName = gauge.hash.digest('hex')
    await rename(part, path.join(options.folder, fileName))
    return { fileName, mediaType, size: gauge.size }
  } catch (error) {
    await rm(part, { force: true })
    throw toFetchFileError(error, signal)
  } finally {
    await agent.destroy()
  }
}

/**
 * The address when it may be asked at all; a name's own addresses are checked when it is resolved.
 *
 * @throws FetchFileError `address`
 */
export function checkAddress(address: string, trustedOrigin: string): URL {
  const url = URL.parse(address)
  if (!url) throw new FetchFileError('address', 'not an address')
  if (url.username || url.password) throw new FetchFileError('address', 'holds a name or password')
  if (isUpstream(url, new URL(trustedOrigin))) return url
  if (url.protocol !== 'https:') throw new FetchFileError('address', `scheme ${url.protocol}`)
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (isIP(host) === 0) return url
  // Numbers in odd forms (0x7f.1, 2130706433) have become plain ones while parsing, and are refused for the disguise.
  const isAsWritten = address.toLowerCase().includes(`//${url.hostname}`)
  if (!isAsWritten || !isPublicAddress(host)) throw new FetchFileError('address', 'not public')
  return url
}

/**
 * The configured upstream: its own origin, or another port of its host, where platforms in one's own network keep their
 * files. Not so on this machine, where other ports belong to others.
 */
function isUpstream(url: URL, trusted: URL): boolean {
  if (url.origin === trusted.origin) return true
  const isThisMachine = /^(?:localhost|127\..*|\[::1\]|0\.0\.0\.0|\[::\])$/.test(trusted.hostname)
  return url.protocol === trusted.protocol && url.hostname === trusted.hostname && !isThisMachine
}

/** All addresses of a name, once. */
export type Resolve = (
  hostname: string,
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
) => void

const resolveAll: Resolve = (hostname, callback) => dns.lookup(hostname, { all: true }, callback)

/** One address that is not public refuses the whole name: it would be somebody's trick. */
function checkedLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) =>
    resolve(hostname, (error, addresses) => {
      if (error) return callback(error, '', 4)
      const [first] = addresses
      if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(new FetchFileError('address', 'not public'), '', 4)
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
    })
}

/** Counts, hashes and remembers the start of what flows through; ends it when it becomes too much. */
class Gauge extends Transform {
  size = 0
  readonly hash: Hash = createHash('sha256')
  readonly #limit: number
  #head: Uint8Array = new Uint8Array()

  constructor(limit: number) {
    super()
    this.#limit = limit
  }

  head(): Uint8Array {
    return this.#head
  }

  override _transform(
    chunk: Buffer,
    _encoding: string,
    done: (error: Error | null, chunk?: Buffer) => void,
  ): void {
    this.size += chunk.length
    if (this.size > this.#limit) return done(new FetchFileError('too_large', 'while it came'))
    if (this.#head.length < sniffBytes)
      this.#head = Buffer.concat([this.#head, chunk]).subarray(0, sniffBytes)
    this.hash.update(chunk)
    done(null, chunk)
  }
}

function unpack(encoding: string | string[] | undefined): Duplex[] {
  const name = (Array.isArray(encoding) ? encoding.join(',') : (encoding ?? '')).trim().toLowerCase()
  if (name === '' || name === 'identity') return []
  if (name === 'gzip' || name === 'x-gzip') return [createGunzip()]
  if (name === 'deflate') return [createInflate()]
  if (name === 'br') return [createBrotliDecompress()]
  throw new FetchFileError('network', 'unknown content-encoding')
}

function toFetchFileError(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof FetchFileError) return error
  if (signal.aborted) return new FetchFileError('too_slow', 'out of time', error)
  // The disk's own errors have a `syscall` on a path.
  if (error instanceof Error && 'path' in error && 'syscall' in error) return error
  return new FetchFileError('network', error instanceof Error ? error.message : 'lost', error)
}

function decodedPath(url: URL): string {
  try {
    return decodeURIComponent(url.pathname)
  } catch {
    return url.pathname
  }
}
