import 'server-only'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { once } from 'node:events'
import path from 'node:path'
import { env } from '@/lib/env'

/** Our copies of pictures and videos: `DATA_DIR/uploads/<id>`, and `<id>.part` while they come in. */
export function storedPath(storedFile: string): string {
  return path.join(env().DATA_DIR, 'uploads', path.basename(storedFile))
}

export type CopyWriter = {
  /** Resolves when more may be given. */
  write(piece: Uint8Array): Promise<void>
  /** The copy is whole. @returns its name, for `stored_file` */
  keep(): Promise<string>
  /** Nothing of it stays. */
  discard(): Promise<void>
}

/** @param id of the upload, which names the file */
export async function openCopy(id: string): Promise<CopyWriter> {
  const part = storedPath(`${id}.part`)
  await mkdir(path.dirname(part), { recursive: true, mode: 0o700 })
  const file = createWriteStream(part, { mode: 0o600 })
  await once(file, 'open')
  let failure: unknown = null
  file.on('error', (error) => (failure = error))
  return {
    async write(piece) {
      if (failure !== null) throw failure
      if (!file.write(piece)) await once(file, 'drain')
    },
    async keep() {
      file.end()
      await once(file, 'close')
      if (failure !== null) throw failure
      await rename(part, storedPath(id))
      return id
    },
    async discard() {
      const closed = file.closed ? null : new Promise<void>((resolve) => file.once('close', () => resolve()))
      file.destroy()
      // A write that was under way fails by it, which is nobody's trouble any more.
      await closed
      await rm(part, { force: true })
    },
  }
}

export async function removeCopy(storedFile: string | null): Promise<void> {
  if (storedFile !== null) await rm(storedPath(storedFile), { force: true })
}

/** Names of all copies, whole or not, with the time of their last change in epoch ms. */
export async function listCopies(): Promise<{ name: string; changedAt: number }[]> {
  const folder = path.dirname(storedPath('x'))
  const names = await readdir(folder).catch(() => [])
  const copies = await Promise.all(
    names.map(async (name) => {
      const found = await stat(path.join(folder, name)).catch(() => null)
      return found ? [{ name, changedAt: found.mtimeMs }] : []
    }),
  )
  return copies.flat()
}
