/**
 * Looks at what an address serves, as a platform does with the addresses it is given: public ones, and those of this
 * machine, where Moonlake may run. HEAD first, then the beginning of the file; at most `mostBytes` are taken.
 */
import { lookup as lookUpName } from 'node:dns'
import { request as requestHttp } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP, isIPv4 } from 'node:net'
import type { LookupFunction } from 'node:net'

export const mostBytes = 10 * 1024 * 1024
const patienceMs = 10_000
const mostRedirects = 3

export type Look =
  | { kind: 'seen'; status: number; type: string; size: number | null; isWhole: boolean; bytes: Buffer }
  | { kind: 'refused'; reason: 'scheme' | 'private' | 'redirects' | 'unreachable' }

const closed = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 128],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  closed.addSubnet(network, prefix, 'ipv6')

class ClosedAddress extends Error {}

export async function lookAtAddress(address: string, signal: AbortSignal): Promise<Look> {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return { kind: 'refused', reason: 'scheme' }
  }
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
  try {
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') return { kind: 'refused', reason: 'scheme' }
      const head = await ask(url, 'HEAD', patience)
      const next = head.status >= 300 && head.status < 400 ? head.headers.location : undefined
      if (next === undefined) return await look(url, head, patience)
      url = new URL(next, url)
    }
    return { kind: 'refused', reason: 'redirects' }
  } catch (error) {
    signal.throwIfAborted()
    return { kind: 'refused', reason: error instanceof ClosedAddress ? 'private' : 'unreachable' }
  }
}

type Asked = { status: number; headers: IncomingHttpHeaders; bytes: Buffer; isWhole: boolean }

async function look(url: URL, head: Asked, signal: AbortSignal): Promise<Look> {
  const got = await ask(url, 'GET', signal)
  const length = got.headers['content-length'] ?? head.headers['content-length']
  return {
    kind: 'seen',
    status: got.status,
    type: (got.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '',
    size: length === undefined ? (got.isWhole ? got.bytes.length : null) : Number(length),
    isWhole: got.isWhole,
    bytes: got.bytes,
  }
}

function ask(url: URL, method: 'HEAD' | 'GET', signal: AbortSignal): Promise<Asked> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && isClosed(host)) return Promise.reject(new ClosedAddress())
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const request = send(url, { method, signal, lookup: lookUpOpen, agent: false }, (response) => {
      const pieces: Buffer[] = []
      let size = 0
      const finish = (isWhole: boolean) => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes: Buffer.concat(pieces).subarray(0, mostBytes),
          isWhole,
        })
        if (!isWhole) response.destroy()
      }
      response.on('data', (piece: Buffer) => {
        pieces.push(piece)
        size += piece.length
        if (size > mostBytes) finish(false)
      })
      response.once('end', () => finish(true))
      response.once('error', reject)
    })
    request.once('error', reject)
    request.end()
  })
}

/** The address that is checked is the one that is connected to. */
const lookUpOpen: LookupFunction = (hostname, options, callback) => {
  lookUpName(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error || !first) return callback(error ?? new Error('no address'), '', 0)
    if (addresses.some(({ address }) => isClosed(address))) return callback(new ClosedAddress(), '', 0)
    if (options.all) return callback(null, addresses)
    callback(null, first.address, first.family)
  })
}

/** Whether it lies in a network that nobody outside may have us reach. This machine itself is no such network. */
export function isClosed(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  return closed.check(mapped, isIPv4(mapped) ? 'ipv4' : 'ipv6')
}
