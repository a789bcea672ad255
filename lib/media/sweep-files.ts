import 'server-only'
import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { db } from '@/lib/db/client'
import { env } from '@/lib/env'
import { partPrefix } from '@/lib/http/fetch-file'

/** A file younger than this may be on its way to its row, in ms. */
export const sweepAfterMs = 60 * 60 * 1_000
/** Files looked up in one statement. */
const batchSize = 500

/**
 * Removes media of runs that were purged, copies that no row names any more, and what a killed process left half
 * written. Only files that we named ourselves are touched.
 *
 * @param now epoch ms
 */
export async function sweepStoredFiles(now: number): Promise<void> {
  await db()
    .deleteFrom('media')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('runs').select('runs.id').whereRef('runs.id', '=', 'media.run_id'))),
    )
    .execute()
  for (const table of ['media', 'documents'] as const) {
    const folder = path.join(/* turbopackIgnore: true */ env().DATA_DIR, table)
    const names = await readdir(/* turbopackIgnore: true */ folder).catch(() => [])
    const old: string[] = []
    for (const name of names) {
      if (!name.startsWith(partPrefix) && !/^[0-9a-f]{64}$/.test(name)) continue
      const found = await stat(
        /* turbopackIgnore: true */ path.join(/* turbopackIgnore: true */ folder, name),
      ).catch(() => null)
      if (found && now - found.mtimeMs >= sweepAfterMs) old.push(name)
    }
    for (let start = 0; start < old.length; start += batchSize) {
      const batch = old.slice(start, start + batchSize)
      const rows = await db()
        .selectFrom(table)
        .select('stored_file')
        .distinct()
        .where('stored_file', 'in', batch)
        .execute()
      const used = new Set(rows.map((row) => row.stored_file))
      for (const name of batch)
        if (!used.has(name))
          await rm(/* turbopackIgnore: true */ path.join(/* turbopackIgnore: true */ folder, name), {
            force: true,
          })
    }
  }
}
