/**
 * The messages of a conversation form a tree: an answer's parent is its question, a question's parent the answer before
 * it. Versions are children of one parent. Ids sort by time (UUIDv7). Pure.
 */
export type MessageNode = { id: string; parent_id: string | null }

/** Ids from the first message to `leafId`. */
export function pathTo(nodes: MessageNode[], leafId: string | null): string[] {
  const parents = new Map(nodes.map((node) => [node.id, node.parent_id]))
  const path: string[] = []
  for (
    let id = leafId;
    id !== null && parents.has(id) && path.length <= nodes.length;
    id = parents.get(id) ?? null
  ) {
    path.push(id)
  }
  return path.reverse()
}

/** Looks up the ids of all children of a parent, oldest first. */
export function versionsOf(nodes: MessageNode[]): (parentId: string | null) => string[] {
  const children = new Map<string | null, string[]>()
  for (const node of nodes) children.set(node.parent_id, [...(children.get(node.parent_id) ?? []), node.id])
  return (parentId) => children.get(parentId) ?? []
}

/** Follows the newest child down from a message. */
export function latestLeaf(nodes: MessageNode[], messageId: string): string {
  const versions = versionsOf(nodes)
  let id = messageId
  for (let child = versions(id).at(-1); child !== undefined; child = versions(id).at(-1)) id = child
  return id
}
