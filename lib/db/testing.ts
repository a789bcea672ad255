import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { migrateAuth } from '@/lib/auth/auth'
import { migrate, openStorage } from './client'
import type { Storage } from './client'

const stateKeys = ['storage', 'env', 'auth', 'live-runs'].map((name) => Symbol.for(`moonlake.${name}`))

/**
 * Runs the same tests on SQLite in a new folder, and on PostgreSQL in a new database when `TEST_DATABASE_URL` names a
 * server. The process's own database (`db()`) is the one under test.
 */
export function describeOnEveryDatabase(name: string, tests: (storage: () => Storage) => void): void {
  describe(`${name} on SQLite`, () => runOn(null, tests))
  const server = process.env['TEST_DATABASE_URL']
  describe.skipIf(!server)(`${name} on PostgreSQL`, () => runOn(server ?? null, tests))
}

function runOn(server: string | null, tests: (storage: () => Storage) => void): void {
  // Of its own on both: a test may remove what lies in the data folder.
  let folder: string
  let database: TestDatabase | null = null
  let storage: Storage
  beforeAll(async () => {
    for (const key of stateKeys) Reflect.deleteProperty(globalThis, key)
    folder = mkdtempSync(path.join(tmpdir(), 'moonlake-db-'))
    database = server === null ? null : await createDatabase(server)
    process.env['DATA_DIR'] = folder
    process.env['DATABASE_URL'] = database?.url ?? ''
    storage = openStorage({ DATA_DIR: folder, DATABASE_URL: database?.url })
    Reflect.set(globalThis, Symbol.for('moonlake.storage'), storage)
    await migrate(storage)
    await migrateAuth()
  })
  afterAll(async () => {
    await storage.db.destroy()
    await database?.remove()
    rmSync(folder, { recursive: true, force: true })
  })
  tests(() => storage)
}

export type TestDatabase = { url: string; remove: () => Promise<void> }

/** A new, empty database on a PostgreSQL server, which may be the server of other tests too. */
export async function createDatabase(server: string): Promise<TestDatabase> {
  const name = `test_${process.pid}_${Math.trunc(performance.now() * 1_000)}`
  const address = new URL(server)
  address.pathname = name
  await onServer(server, `create database ${name}`)
  return {
    url: address.toString(),
    remove: () => onServer(server, `drop database ${name} with (force)`),
  }
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
