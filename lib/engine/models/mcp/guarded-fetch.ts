/**
 * Fetches from MCP servers as the platform does: public ones, and the engine's own. The address that is checked is the
 * one that is connected to, and a redirect is a failure.
 */
import { lookup as lookUpName } from 'node:dns'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import { Agent, fetch as fetchByAgent } from 'undici'
import type { RequestInit as AgentRequestInit } from 'undici'
import { isClosed } from '../../look-at-address'

/** Its message is a sentence for the answer. */
export class ClosedServerError extends Error {}

type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>

const outside = new Agent({ connect: { lookup: lookUpPublic, timeout: 10_000 } })

/** @param ownHost host and port of the engine itself */
export function createGuardedFetch(ownHost: string): Fetch {
  return async (address, init = {}) => {
    const url = new URL(address)
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new ClosedServerError('Only http and https.')
    if (url.host === ownHost) return fetch(url, { ...init, redirect: 'error' })
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) !== 0 && !isPublic(host)) throw refusal(host)
    // The types of the runtime's own fetch and of the package's are the same in two places.
    const options = { ...init, redirect: 'error', dispatcher: outside } as AgentRequestInit
    return (await fetchByAgent(url, options)) as unknown as Response
  }
}

function lookUpPublic(...[hostname, options, callback]: Parameters<LookupFunction>): void {
  lookUpName(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error || !first) return callback(error ?? new Error('no address'), '', 0)
    if (!addresses.every(({ address }) => isPublic(address))) return callback(refusal(hostname), '', 0)
    if (options.all) return callback(null, addresses)
    callback(null, first.address, first.family)
  })
}

function isPublic(address: string): boolean {
  const isLoopback = address === '::1' || /^(?:::ffff:)?127\./i.test(address)
  return !isLoopback && !isClosed(address)
}

function refusal(host: string): ClosedServerError {
  return new ClosedServerError(`${host} is no public address, so this server is not called.`)
}
