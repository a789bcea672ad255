/**
 * What the sources panel shows, as it stands in the address: `?source=<run>`, `?source=<run>:doc:<document>:<stop>`
 * with stops counted from 1, `?source=<run>:web:<refer>`. Pure.
 */
export type SourceTarget = {
  runId: string
  /** Null: whatever comes first. */
  item: { kind: 'document'; id: string; stop: number } | { kind: 'web'; refer: string | null } | null
}

export const sourceParam = 'source'

export function readTarget(value: string | null): SourceTarget | null {
  if (!value || value.length > 500) return null
  const [runId = '', kind, id = '', stop] = value.split(':')
  if (!/^[\w-]{1,64}$/.test(runId)) return null
  if (kind === 'doc' && id !== '') {
    const number = Number(stop)
    return {
      runId,
      item: {
        kind: 'document',
        id: decode(id),
        stop: Number.isInteger(number) && number > 0 ? number - 1 : 0,
      },
    }
  }
  if (kind === 'web') return { runId, item: { kind: 'web', refer: id === '' ? null : decode(id) } }
  return { runId, item: null }
}

export function writeTarget({ runId, item }: SourceTarget): string {
  if (!item) return runId
  return item.kind === 'document'
    ? `${runId}:doc:${encodeURIComponent(item.id)}:${item.stop + 1}`
    : `${runId}:web${item.refer === null ? '' : `:${encodeURIComponent(item.refer)}`}`
}

/** Path and query of this address with another target, or with none. */
export function addressWith(
  location: { pathname: string; search: string },
  target: SourceTarget | null,
): string {
  const params = new URLSearchParams(location.search)
  if (target) params.set(sourceParam, writeTarget(target))
  else params.delete(sourceParam)
  // Colons may stand in a query as they are, and read better.
  const query = params.toString().replaceAll('%3A', ':')
  return query === '' ? location.pathname : `${location.pathname}?${query}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
