/** Which of the files that were chosen go along with a question. Pure. */
import type { Family } from '@/lib/targets/schema'
import { kindOfName } from '@/lib/uploads/limits'
import type { UploadKind } from '@/lib/uploads/schema'

export type FilePlace = { family: Family; attaches: readonly UploadKind[] }

export type FittingFiles<Chosen> = {
  fitting: { file: Chosen; kind: UploadKind }[]
  /** Names of those whose type is not taken. */
  refused: string[]
  /** Left out because documents do not go together with pictures and videos. */
  isMixed: boolean
  /** Left out because there are too many. */
  isTooMany: boolean
}

/**
 * @param held kinds of the files that go along already
 * @param max how many may go along in all
 */
export function fittingFiles<Chosen extends { name: string }>(
  files: readonly Chosen[],
  { held, max, family, attaches }: FilePlace & { held: readonly UploadKind[]; max: number },
): FittingFiles<Chosen> {
  const result: FittingFiles<Chosen> = { fitting: [], refused: [], isMixed: false, isTooMany: false }
  const kinds = [...held]
  for (const file of files) {
    const kind = kindOfName(file.name, attaches, family)
    if (kind === null) result.refused.push(file.name)
    // Models alone have this rule (api-facts §4.1).
    else if (family === 'model' && kinds.some((other) => isApart(kind, other))) result.isMixed = true
    else if (kinds.length >= max) result.isTooMany = true
    else {
      kinds.push(kind)
      result.fitting.push({ file, kind })
    }
  }
  return result
}

function isApart(one: UploadKind, other: UploadKind): boolean {
  return (isDocument(one) && isPicture(other)) || (isPicture(one) && isDocument(other))
}

function isDocument(kind: UploadKind): boolean {
  return kind === 'document' || kind === 'sheet'
}

function isPicture(kind: UploadKind): boolean {
  return kind === 'image' || kind === 'video'
}
