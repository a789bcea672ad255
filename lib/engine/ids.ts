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

/** The 24 hex digits that assistants and their conversations are named by (api-facts §2.3). */
export function newHexId(): string {
  return (
    Math.floor(Date.now() / 1000)
      .toString(16)
      .padStart(8, '0') + randomBytes(8).toString('hex')
  )
}

/** What an answer of the models' side is named by: the time in Beijing and some hex digits. */
export function newAnswerId(): string {
  const beijing = new Date(Date.now() + 8 * 3_600_000).toISOString()
  return beijing.replace(/\D/g, '').slice(0, 14) + randomBytes(8).toString('hex')
}
