/**
 * Who may do what on the on-premises platform (seed 004: each endpoint names its permission). The key comes as it is
 * behind `Bearer`; what stands before it in the form `sk_` or `ak_` does not matter. `none_`, `chat_v1_` and `chat_v2_`
 * before the engine's own key make keys with no or only that permission, so that a refusal can be met.
 */
import { timingSafeEqual } from 'node:crypto'

export type Permission = 'chat_v1 READ' | 'chat_v2 READ'

export type Refusal = { status: number; code: number; message: string }

/** Model ids that the key may not use: refused by an HTTP status, or under 200 by the code alone (api-facts §7). */
export const forbiddenModel = 'onprem-forbidden'
export const deniedModel = 'onprem-denied'

/** @returns null when the caller may go on */
export function checkPermission(
  authorization: string | undefined,
  key: string,
  permission: Permission,
): Refusal | null {
  const given = /^Bearer\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1] ?? ''
  if (given === '')
    return { status: 401, code: 8401, message: '缺少 Authorization，请使用 Bearer Token 认证' }
  const at = given.length - key.length
  if (at < 0 || !isSame(given.slice(at), key) || !/^(?:[a-z\d_]{1,32}_)?$/i.test(given.slice(0, at)))
    return { status: 401, code: 8401, message: 'API Key 无效' }
  const only = /^(none|chat_v1|chat_v2)_/.exec(given.slice(0, at))?.[1]
  return only === undefined || permission.startsWith(`${only} `) ? null : lacks(permission, 403)
}

/** Null for a model that anybody may use. */
export function checkModel(model: string, permission: Permission): Refusal | null {
  if (model === forbiddenModel) return lacks(permission, 403)
  return model === deniedModel ? lacks(permission, 200) : null
}

function lacks(permission: Permission, status: number): Refusal {
  return { status, code: 8403, message: `没有权限：${permission}` }
}

function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
