import 'server-only'
import { createHmac } from 'node:crypto'

/** At most 10 min by our own rule; upstream takes longer lives too. */
export const tokenLifeMs = 5 * 60_000
/** A token is used for this long, so that none expires on its way. */
export const tokenCacheMs = 3 * 60_000

/**
 * `key`: `id.secret`, given as it is; `jwt`: a token signed with it; `bearer`: any key of another scheme (`sk_…`,
 * `ak_…`), given as it is; `none`: no header at all.
 */
export type AuthScheme = 'key' | 'jwt' | 'bearer' | 'none'

export type Authorizer = {
  /** Value of the `Authorization` header; null when none is sent. */
  header(): string | null
  /** Upstream refused the token: the next header carries a new one. False when a new one cannot help. */
  renew(): boolean
}

/**
 * Bearer key or self-signed token (api-facts §2.2): HS256, header `sign_type: SIGN`, claims `api_key`, `exp` and
 * `timestamp` in milliseconds, signed with the key's second half.
 *
 * @param apiKey not looked at when `auth` is `none`
 * @param now epoch ms
 * @throws Error (without the key) when `key` or `jwt` is given a key that does not consist of two parts with exactly
 *   one dot between them, or `bearer` one that cannot stand in a header
 */
export function createAuthorizer(apiKey: string, auth: AuthScheme, now: () => number = Date.now): Authorizer {
  if (auth === 'none') return { header: () => null, renew: () => false }
  if (auth === 'bearer') {
    if (!/^[!-~]+$/.test(apiKey)) throw new Error('The API key must be of visible characters without spaces')
    return { header: () => `Bearer ${apiKey}`, renew: () => false }
  }
  const [id, secret, ...rest] = apiKey.split('.')
  if (!id || !secret || rest.length > 0) throw new Error('The API key must read id.secret, with one dot')
  if (auth === 'key') return { header: () => `Bearer ${apiKey}`, renew: () => false }

  let token = ''
  let useUntil = 0
  return {
    header() {
      if (now() >= useUntil) {
        token = signToken(id, secret, now())
        useUntil = now() + tokenCacheMs
      }
      return `Bearer ${token}`
    },
    renew() {
      useUntil = 0
      return true
    },
  }
}

function signToken(id: string, secret: string, now: number): string {
  const head = encode({ alg: 'HS256', sign_type: 'SIGN' })
  const claims = encode({ api_key: id, exp: now + tokenLifeMs, timestamp: now })
  const signature = createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url')
  return `${head}.${claims}.${signature}`
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
