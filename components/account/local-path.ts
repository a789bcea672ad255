const base = 'https://here.invalid'

/**
 * Where to go after signing in.
 *
 * @param next as it came in the address, so anything at all
 * @returns a path of ours with its query; `/` for everything that is or could become another site's address
 */
export function localPath(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || /[\\\p{Cc}]/u.test(next)) return '/'
  const { origin, pathname, search } = new URL(next, base)
  return origin === base && !pathname.startsWith('//') ? pathname + search : '/'
}
