/** Parts of an answer as they are drawn: pictures that follow each other stand together. Pure. */
import type { AnswerPart } from '@/lib/runs/run'
import { isOwnMedia } from './own-media'

/** Without an address it is still being made, or never came. */
export type Picture = { id: string; url: string | null }

export type PartGroup =
  | { type: 'part'; key: string; part: AnswerPart; isLast: boolean }
  | { type: 'pictures'; key: string; pictures: Picture[] }

export function toPartGroups(parts: AnswerPart[]): PartGroup[] {
  const groups: PartGroup[] = []
  parts.forEach((part, index) => {
    const picture = pictureOf(part)
    const before = groups.at(-1)
    if (picture && before?.type === 'pictures') before.pictures.push(picture)
    else if (picture) groups.push({ type: 'pictures', key: keyOf(part, index), pictures: [picture] })
    else groups.push({ type: 'part', key: keyOf(part, index), part, isLast: index === parts.length - 1 })
  })
  return groups
}

/** Parts are only ever added at the end, so the place of a text names it. */
function keyOf(part: AnswerPart, index: number): string {
  if (part.type === 'media') return `media-${part.mediaId}`
  return part.type === 'question' ? `question-${part.question.callId}` : `text-${index}`
}

function pictureOf(part: AnswerPart): Picture | null {
  if (part.type !== 'media' || part.media.kind !== 'image') return null
  const { url } = part.media
  return url === null || isOwnMedia(url) ? { id: part.mediaId, url } : null
}
