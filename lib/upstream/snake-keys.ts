/** Answers that are documented in snake_case and come in camelCase (api-facts D13) are read as one. Pure. */

/** Deeper values stay as they are. */
const maxDepth = 12

/**
 * The same value with every object key in snake_case: `fileId` → `file_id`, `successInfos` → `success_infos`. A key
 * that is there in both spellings keeps the value of the snake_case one.
 */
export function toSnakeKeys(value: unknown, depth = 0): unknown {
  if (depth >= maxDepth || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => toSnakeKeys(item, depth + 1))
  const renamed: [string, unknown][] = []
  for (const [key, item] of Object.entries(value)) {
    const snake = key.replace(/[a-z0-9](?=[A-Z])/g, '$&_').toLowerCase()
    if (snake === key || !(snake in value)) renamed.push([snake, toSnakeKeys(item, depth + 1)])
  }
  return Object.fromEntries(renamed)
}
