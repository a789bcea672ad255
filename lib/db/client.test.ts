import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { migrate, openStorage } from './client'
import { createDatabase } from './testing'

const server = process.env['TEST_DATABASE_URL']

test.skipIf(!server)('a database that others use too keeps ours in its own schema', async () => {
  const database = await createDatabase(server ?? '')
  onTestFinished(database.remove)
  const folder = mkdtempSync(path.join(tmpdir(), 'moonlake-db-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))

  for (const schema of ['first', 'second']) {
    const address = new URL(database.url)
    address.searchParams.set('options', `-c search_path=${schema}`)
    const storage = openStorage({ DATA_DIR: folder, DATABASE_URL: address.toString() })
    await sql`create schema ${sql.id(schema)}`.execute(storage.db)
    await migrate(storage)
    // The second time, nothing is left to do.
    await migrate(storage)
    expect(await storage.db.selectFrom('conversations').selectAll().execute()).toEqual([])
    await storage.db.destroy()
  }
})
