import 'server-only'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { Kysely, PostgresDialect, sql, SqliteDialect } from 'kysely'
import type { SqliteDatabase } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { env } from '@/lib/env'
import { processState } from '@/lib/process-state'
import { migrations } from './migrations/migrations'
import type { Database } from './schema'

export type Db = Kysely<Database>
export type Storage = { db: Db; type: 'sqlite' | 'postgres' }

/** The process's database: PostgreSQL when `DATABASE_URL` is set, else SQLite in `DATA_DIR`. */
export const storage = processState('storage', () => openStorage(env()))

export function db(): Db {
  return storage().db
}

/** Opens a database without migrating it. The folder of a SQLite file is made when it is missing. */
export function openStorage(options: { DATABASE_URL?: string | undefined; DATA_DIR: string }): Storage {
  if (options.DATABASE_URL) {
    // Counters and times come back as numbers: bigint columns hold epoch milliseconds, far below 2^53.
    pg.types.setTypeParser(pg.types.builtins.INT8, Number)
    const pool = new pg.Pool({
      connectionString: options.DATABASE_URL,
      max: 10,
      connectionTimeoutMillis: 10_000,
    })
    pool.on('error', () => undefined)
    return { db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), type: 'postgres' }
  }
  mkdirSync(options.DATA_DIR, { recursive: true, mode: 0o700 })
  const file = new BetterSqlite3(path.join(options.DATA_DIR, 'moonlake.db'), { timeout: 5_000 })
  file.pragma('journal_mode = WAL')
  file.pragma('synchronous = FULL')
  file.pragma('foreign_keys = ON')
  return {
    db: new Kysely<Database>({ dialect: new SqliteDialect({ database: withStatementCache(file) }) }),
    type: 'sqlite',
  }
}

/** Statements kept compiled; the product has fewer. */
const maxStatements = 500

/** Kysely prepares a statement for every query; the same text is prepared once here. */
function withStatementCache(file: BetterSqlite3.Database): SqliteDatabase {
  const statements = new Map<string, BetterSqlite3.Statement>()
  return {
    close: () => void file.close(),
    prepare(text) {
      const known = statements.get(text)
      if (known) return known
      const statement = file.prepare(text)
      if (statements.size < maxStatements) statements.set(text, statement)
      return statement
    },
  }
}

/** Brings the schema up to date, from any older version. Several processes may do it at once. */
export async function migrate({ db, type }: Storage): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    ...(type === 'postgres' && (await ownSchema(db))),
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** Where our tables are; without it, those of another program in the same database are taken for ours. */
async function ownSchema(db: Db): Promise<{ migrationTableSchema: string } | null> {
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(db)
  const name = rows[0]?.name ?? null
  return name === null ? null : { migrationTableSchema: name }
}
