import type { Family } from '@/lib/targets/schema'
import { checkFile as checkName, checkMeasures, limitsOf } from '@/lib/uploads/limits'
import type { UploadKind, UploadReason } from '@/lib/uploads/schema'
import { filmLengthOf } from './film-length'
import { imageSizeOf } from './image-size'
import type { ImageSize } from './image-size'

/** A picture's size stands in its first bytes; previews and colour profiles before it take some of them. */
const headBytes = 512 * 1024
const metadataMs = 5_000

/** What is wrong with a file before a byte of it is sent; null: nothing that can be told here. */
export async function checkFile(file: File, kind: UploadKind, family: Family): Promise<UploadReason | null> {
  const reason = checkName({ name: file.name, size: file.size, kind, family })
  if (reason) return reason
  const { maxPixels, maxSeconds } = limitsOf(family)[kind]
  if (maxPixels !== null) {
    const size = await readImageSize(file)
    return size ? checkMeasures(kind, size, family) : 'type_mismatch'
  }
  const seconds = maxSeconds === null ? null : ((await readLength(file)) ?? (await readDuration(file)))
  return seconds === null ? null : checkMeasures(kind, { seconds }, family)
}

async function readImageSize(file: File): Promise<ImageSize | null> {
  try {
    const size = imageSizeOf(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()))
    if (size) return size
    const picture = await createImageBitmap(file)
    const { width, height } = picture
    picture.close()
    return { width, height }
  } catch {
    return null
  }
}

async function readLength(file: File): Promise<number | null> {
  try {
    return await filmLengthOf(file)
  } catch {
    return null
  }
}

/** Of films whose index says none, and of sounds; null where this browser cannot play it: then the platform has the last word. */
function readDuration(file: File): Promise<number | null> {
  return new Promise((resolve) => {
    const url = URL.createObjectURL(file)
    const video = document.createElement('video')
    const end = (seconds: number | null) => {
      clearTimeout(timer)
      URL.revokeObjectURL(url)
      resolve(seconds)
    }
    const timer = setTimeout(() => end(null), metadataMs)
    video.preload = 'metadata'
    video.onloadedmetadata = () => end(Number.isFinite(video.duration) ? video.duration : null)
    video.onerror = () => end(null)
    video.src = url
  })
}
