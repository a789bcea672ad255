import 'server-only'
import { sql } from 'kysely'
import { db } from './client'

/** Whether the database answers now. */
export async function isStorageReady(): Promise<boolean> {
  try {
    await sql`select 1`.execute(db())
    return true
  } catch {
    return false
  }
}
