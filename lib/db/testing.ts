import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe } from 'vitest'
import { migrateAuth } from '@/lib/auth/auth'
import { migrate, openStorage } from './client'
import type { Storage } from './client'

const stateKeys = ['storage', 'env', 'auth', 'live-runs'].map((name) => Symbol.for(`moonlake.${name}`))

/**
 * Runs the same tests on SQLite in a new folder, and on PostgreSQL in a new schema when `TEST_DATABASE_URL` names a
 * server. The process's own database (`db()`) is the one under test.
 */
export function describeOnEveryDatabase(name: string, tests: (storage: () => Storage) => void): void {
  // Of their own on both: a test may remove what lies in the data folder.
  const newFolder = () => mkdtempSync(path.join(tmpdir(), 'moonlake-db-'))
  const remove = (folder: string) => rmSync(folder, { recursive: true, force: true })
  describe(`${name} on SQLite`, () => {
    const folder = newFolder()
    runOn({ DATA_DIR: folder }, tests, async () => remove(folder))
  })
  const url = process.env['TEST_DATABASE_URL']
  describe.skipIf(!url)(`${name} on PostgreSQL`, () => {
    const schema = `test_${process.pid}_${Math.trunc(performance.now() * 1_000)}`
    const folder = url ? newFolder() : ''
    const address = new URL(url ?? 'postgres://nowhere')
    address.searchParams.set('options', `-c search_path=${schema}`)
    runOn(
      { DATA_DIR: folder, DATABASE_URL: address.toString() },
      tests,
      async ({ db }) => {
        await sql`drop schema ${sql.id(schema)} cascade`.execute(db)
        remove(folder)
      },
      async ({ db }) => void (await sql`create schema ${sql.id(schema)}`.execute(db)),
    )
  })
}

function runOn(
  settings: { DATA_DIR: string; DATABASE_URL?: string },
  tests: (storage: () => Storage) => void,
  cleanUp: (storage: Storage) => Promise<void>,
  prepare: (storage: Storage) => Promise<void> = async () => undefined,
): void {
  let storage: Storage
  beforeAll(async () => {
    for (const key of stateKeys) Reflect.deleteProperty(globalThis, key)
    process.env['DATA_DIR'] = settings.DATA_DIR
    process.env['DATABASE_URL'] = settings.DATABASE_URL ?? ''
    storage = openStorage(settings)
    Reflect.set(globalThis, Symbol.for('moonlake.storage'), storage)
    await prepare(storage)
    await migrate(storage.db)
    await migrateAuth()
  })
  afterAll(async () => {
    await cleanUp(storage)
    await storage.db.destroy()
  })
  tests(() => storage)
}
