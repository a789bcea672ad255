/** The knowledge of the on-premises platform: shipped documents, parted into containers that are searched by id. */
import { fieldGuide, oldHandbook } from '../documents/library'
import type { Library } from '../documents/library'
import { SearchIndex } from '../index/rank'

type Container = { id: string; take(library: Library): Pick<Library, 'passages' | 'rows'> }

const containers: Container[] = [
  { id: 'container_moon', take: (library) => ({ passages: passagesOf(library, fieldGuide.id), rows: [] }) },
  { id: 'container_lakes', take: ({ rows }) => ({ passages: [], rows }) },
  {
    id: 'container_boathouse',
    take: (library) => ({ passages: passagesOf(library, oldHandbook.id), rows: [] }),
  },
]

export const containerIds = containers.map(({ id }) => id)

const opened = new WeakMap<Library, Map<string, Library>>()

/** The library as those containers hold it; unknown ids hold nothing. */
export function openContainers(library: Library, ids: readonly string[]): Library {
  const chosen = containers.filter(({ id }) => ids.includes(id))
  const key = chosen.map(({ id }) => id).join(' ')
  const known = opened.get(library) ?? new Map<string, Library>()
  opened.set(library, known)
  const before = known.get(key)
  if (before) return before
  const taken = chosen.map(({ take }) => take(library))
  const passages = taken.flatMap((one) => one.passages)
  const index = new SearchIndex(passages, ({ headings, text }) => ({ title: headings.join(' '), body: text }))
  const part = { ...library, passages, rows: taken.flatMap(({ rows }) => rows), index }
  known.set(key, part)
  return part
}

function passagesOf({ passages }: Library, id: string): Library['passages'] {
  return passages.filter(({ documentId }) => documentId === id)
}
