import 'server-only'
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { authSecret } from '@/lib/auth/secret'
import { env } from '@/lib/env'
import { isLoopback } from '@/lib/http/loopback'
import { processState } from '@/lib/process-state'

/** How long upstream may fetch a file by its address, in ms. */
export const addressLifeMs = 15 * 60_000

/*
 * A token is base64url of: the upload's UUID (16 bytes), the end of its life (6 bytes, epoch ms), and the first
 * 16 bytes of an HMAC-SHA-256 over both.
 */
const idBytes = 16
const timeBytes = 6
const signatureBytes = 16

const key = processState('file-address-key', () =>
  Buffer.from(hkdfSync('sha256', authSecret(env()), '', 'moonlake file addresses', 32)),
)

/** @param uploadId a UUID. @param now epoch ms. @returns characters that a path may hold, 51 of them */
export function signUpload(uploadId: string, now: number): string {
  const content = Buffer.alloc(idBytes + timeBytes)
  content.write(uploadId.replaceAll('-', ''), 'hex')
  content.writeUIntBE(now + addressLifeMs, idBytes, timeBytes)
  return Buffer.concat([content, signatureOf(content)]).toString('base64url')
}

/** @returns the upload's id; null for a token that is not ours, was changed or is too old */
export function readToken(token: string, now: number): string | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.byteLength !== idBytes + timeBytes + signatureBytes) return null
  const content = bytes.subarray(0, idBytes + timeBytes)
  if (!timingSafeEqual(bytes.subarray(content.byteLength), signatureOf(content))) return null
  if (content.readUIntBE(idBytes, timeBytes) < now) return null
  return content.toString('hex', 0, idBytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Where upstream fetches the copy that we hold. Only for agents of `BIGMODEL_MEDIA_BY_ADDRESS`, which need `APP_URL`. */
export function addressOf(uploadId: string, now: number): string {
  return `${env().APP_URL ?? ''}/api/files/${signUpload(uploadId, now)}`
}

/**
 * Where a model's upstream fetches it: below our public address, or on the loopback when upstream runs on this machine.
 * Ends with the file's own name.
 *
 * @returns null when upstream cannot reach us
 */
export function addressForUpstream(
  { id, name }: { id: string; name: string },
  now: number,
  { isOnLoopback }: { isOnLoopback: boolean },
): string | null {
  const base = isOnLoopback ? loopbackAddress() : publicAddress()
  if (base === null) return null
  const last = encodeURIComponent(name.toWellFormed().replace(/[/\\]|^\.+/g, '_'))
  return `${base}/api/files/${signUpload(id, now)}/${last}`
}

/** Whether any file of ours can be fetched by an upstream. */
export function canBeFetched({ isOnLoopback }: { isOnLoopback: boolean }): boolean {
  return isOnLoopback || publicAddress() !== null
}

function publicAddress(): string | null {
  const { APP_URL } = env()
  return APP_URL === undefined || isLoopback(APP_URL) ? null : APP_URL
}

function loopbackAddress(): string {
  const { HOSTNAME, PORT } = env()
  const isOneAddress = isIP(HOSTNAME) !== 0 && !['0.0.0.0', '::'].includes(HOSTNAME)
  const host = isOneAddress ? HOSTNAME : '127.0.0.1'
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`
}

function signatureOf(content: Buffer): Buffer {
  return createHmac('sha256', key()).update(content).digest().subarray(0, signatureBytes)
}
