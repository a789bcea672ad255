import { open } from 'node:fs/promises'
import type { StoredFile } from './file-store'

/** The file, or its beginning when it is longer than `most` bytes. */
export async function readFileBytes(
  { path, size }: Pick<StoredFile, 'path' | 'size'>,
  most: number,
): Promise<Buffer> {
  const file = await open(path)
  try {
    const bytes = Buffer.alloc(Math.min(size, most))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
