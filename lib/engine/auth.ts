/** Checks `Authorization` as the documents say: Bearer key, bare key, or an HS256 token with millisecond claims. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'

export type AuthFailure = { code: '1000' | '1001' | '1002' | '1003' | '1004'; message: string }

const headerSchema = z.object({ alg: z.literal('HS256'), sign_type: z.literal('SIGN') })
const claimsSchema = z.object({ api_key: z.string(), exp: z.number(), timestamp: z.number() })

const failures = {
  '1000': '身份验证失败。',
  '1001': 'Header中未收到Authentication参数，无法进行身份验证。',
  '1002': 'Authentication Token非法，请确认Authentication Token正确传递。',
  '1003': 'Authentication Token已过期，请重新生成/获取。',
  '1004': '通过提供的Authentication Token的验证失败。',
} as const

/**
 * @param authorization the header as received
 * @param key `id.secret` that the engine accepts
 * @param now epoch ms
 * @returns null when the caller may enter
 */
export function checkAuthorization(
  authorization: string | undefined,
  key: string,
  now: number,
): AuthFailure | null {
  const given = authorization?.replace(/^Bearer\s+/i, '').trim() ?? ''
  if (given === '') return failure('1001')
  const parts = given.split('.')
  if (parts.length === 2) return isSame(given, key) ? null : failure('1000')
  if (parts.length === 3) return checkToken(parts, key, now)
  return failure('1002')
}

function checkToken(parts: string[], key: string, now: number): AuthFailure | null {
  const [head = '', body = '', signature = ''] = parts
  const [id = '', secret = ''] = key.split('.')
  const header = headerSchema.safeParse(parseSegment(head))
  const claims = claimsSchema.safeParse(parseSegment(body))
  if (!header.success || !claims.success) return failure('1002')
  const expected = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')
  if (!isSame(signature, expected) || claims.data.api_key !== id) return failure('1004')
  // A token whose times are seconds lies in January 1970 here, so it is expired, as upstream would say.
  return claims.data.exp <= now ? failure('1003') : null
}

function parseSegment(segment: string): unknown {
  try {
    return JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

function isSame(left: string, right: string): boolean {
  const a = Buffer.from(left)
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}

function failure(code: AuthFailure['code']): AuthFailure {
  return { code, message: failures[code] }
}
