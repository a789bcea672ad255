import { randomBytes, randomInt } from 'node:crypto'

const epoch = 1_288_834_974_657n
const alphabet = 'useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict'
let nextShort = randomInt(90_000, 900_000)

/** A 19-digit id that grows with time, like the platform's; above 2^53, so it must stay a string. */
export function newSnowflake(): string {
  return String(((BigInt(Date.now()) - epoch) << 22n) | BigInt(randomInt(1 << 22)))
}

/** The 21 characters of a `request_id` (api-facts §2.3). */
export function newRequestId(): string {
  return [...randomBytes(21)].map((byte) => alphabet[byte & 63]).join('')
}

/** What invoke calls a conversation that it makes by itself: a short number-string. */
export function newShortId(): string {
  nextShort += 1 + randomInt(7)
  return String(nextShort)
}
