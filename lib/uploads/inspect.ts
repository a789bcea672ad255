/** Whether the first bytes of a file are what its name and kind say (S25). Pure. */
import { sniffBytes, sniffMediaType } from '@/lib/http/sniff-media-type'
import type { Family } from '@/lib/targets/schema'
import { maxImageHead, readImageSize } from './image-size'
import { checkMeasures, mediaTypeOf } from './limits'
import type { UploadKind, UploadReason } from './schema'

/** Bytes of a file that `inspectHead` may want to see. */
export const maxInspectedBytes = maxImageHead

/** Sniffed types that also pass for the type of an ending. */
const alsoTakenAs: Record<string, RegExp> = {
  'text/plain': /^text\/|^application\/(?:xml|json)$|^image\/svg\+xml$/,
  'text/markdown': /^text\/|^application\/(?:xml|json)$|^image\/svg\+xml$/,
  'text/csv': /^text\//,
  'application/jsonl': /^text\//,
  'application/msword': /^application\/rtf$/,
  // The brand in its head names the container, not what is in it.
  'audio/mp4': /^video\/mp4$/,
  'video/quicktime': /^video\/mp4$/,
  'audio/ogg': /^video\/ogg$/,
  'audio/mpeg': /^audio\/aac$/,
}

/** An encrypted office file is a compound file: upstream says so in its own words (11002). */
const encrypted = 'application/x-ole-storage'

/**
 * @param head all bytes so far, from the first
 * @param isWhole nothing follows them
 * @returns `more` while they are too few, a reason when the file cannot be taken, null when it can
 */
export function inspectHead(
  head: Uint8Array,
  isWhole: boolean,
  file: { name: string; kind: UploadKind; family?: Family },
): UploadReason | 'more' | null {
  if (head.byteLength === 0) return isWhole ? 'empty' : 'more'
  if (head.byteLength < sniffBytes && !isWhole) return 'more'
  const expected = mediaTypeOf(file.name, file.kind, file.family)
  if (expected === null) return 'type_not_allowed'
  const found = sniffMediaType(head.subarray(0, sniffBytes), file.name)
  const isOffice = expected.includes('openxmlformats')
  const agrees =
    found === expected || alsoTakenAs[expected]?.test(found) === true || (isOffice && found === encrypted)
  if (!agrees) return 'type_mismatch'
  if (file.kind !== 'image') return null

  const size = readImageSize(head, found)
  if (size === 'more') return isWhole || head.byteLength >= maxImageHead ? 'type_mismatch' : 'more'
  return size === null ? 'type_mismatch' : checkMeasures('image', size, file.family)
}
