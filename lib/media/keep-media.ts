import 'server-only'
import { createHash } from 'node:crypto'
import type { RunEvent } from '@/lib/runs/events'
import { beginCopy } from './copies'
import type { MediaKind } from './copies'

/** Pictures, videos, sounds and files of one run that are copied; what comes after them has no address. */
export const maxMediaPerRun = 200

/**
 * Puts our own lasting addresses, `/api/media/{id}`, in the place of upstream's expiring ones in a `media` event and in
 * what a drawing tool made, and begins to copy what they lead to. Answers at once and never throws; other events come
 * back as they are. The same address in one run always gets the same id, so a repeated event changes nothing. What is
 * neither http, https nor a picture or sound in a data address becomes null.
 */
export function keepMedia(userId: string, runId: string, event: RunEvent): RunEvent {
  const keep = (address: string | null, kind: MediaKind) => keepAddress(userId, runId, address, kind)
  if (event.type === 'tool-end' && event.output.kind === 'drawing') {
    const images = event.output.images.flatMap((address) => keep(address, 'image') ?? [])
    return { ...event, output: { ...event.output, images } }
  }
  if (event.type !== 'media') return event
  const { media } = event
  switch (media.kind) {
    case 'image':
    case 'audio':
      return { ...event, media: { ...media, url: keep(media.url, media.kind) } }
    case 'video':
      return {
        ...event,
        media: { ...media, url: keep(media.url, 'video'), coverUrl: keep(media.coverUrl, 'image') },
      }
    case 'code':
      return { ...event, media: { ...media, file: keep(media.file, 'file') } }
    case 'computer':
    case 'unknown':
      return event
    default:
      return media satisfies never
  }
}

/**
 * Our address for what upstream named in a run, copied in the background; null when it cannot be kept.
 *
 * @param address upstream's, or null for none
 */
export function keepAddress(
  userId: string,
  runId: string,
  address: string | null,
  kind: MediaKind,
): string | null {
  const source = address?.trim() ?? ''
  const isInside = /^data:(?:image|audio)\//i.test(source)
  if (!isInside && !(/^https?:\/\//i.test(source) && URL.canParse(source))) return null
  const id = createHash('sha256').update(`${runId}\n${source}`).digest('hex').slice(0, 32)
  return beginCopy({ id, userId, runId, address: source, kind }, maxMediaPerRun) ? `/api/media/${id}` : null
}
