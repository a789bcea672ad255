import 'server-only'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The secret that signs sessions: as configured, or made once and kept in `dataDir` (mode 600). */
export function authSecret(options: { AUTH_SECRET?: string | undefined; DATA_DIR: string }): string {
  if (options.AUTH_SECRET) return options.AUTH_SECRET
  const file = path.join(options.DATA_DIR, 'auth-secret')
  mkdirSync(options.DATA_DIR, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(file, 'utf8')
}
