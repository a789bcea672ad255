import 'server-only'
import { createHash } from 'node:crypto'

/**
 * The send key of one attempt at one row: always the same, so that an attempt is never made twice, and so that earlier
 * attempts are found again. A UUIDv8 (RFC 9562 §5.8) of a SHA-256.
 *
 * @param attempt counted from 1
 */
export function sendKeyOf(batchId: string, row: number, attempt: number): string {
  const bytes = createHash('sha256').update(`${batchId}/${row}/${attempt}`).digest().subarray(0, 16)
  bytes.writeUInt8(0x80 | ((bytes[6] ?? 0) & 0x0f), 6)
  bytes.writeUInt8(0x80 | ((bytes[8] ?? 0) & 0x3f), 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
