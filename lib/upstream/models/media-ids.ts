/** Names of media in a run. Those that upstream gave are sent back to it, ours never. Pure. */

const mark = 'own-'

/** @param generation unique among the generations of a run */
export function ownMediaId(generation: string, what: string): string {
  return `${mark}${generation}-${what}`
}

export function isOwnMediaId(id: string): boolean {
  return id.startsWith(mark)
}
