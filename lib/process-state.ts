import 'server-only'

/**
 * One value per process. Next loads a module once for instrumentation, once for pages and once for route handlers, so
 * a plain module variable would exist three times; what must be one (database, live runs) is kept on `globalThis`.
 *
 * @param name unique in the program
 * @param create called once, on first use
 */
export function processState<Value>(name: string, create: () => Value): () => Value {
  const key = Symbol.for(`moonlake.${name}`)
  return () => {
    const store = globalThis as unknown as Record<symbol, Value | undefined>
    return (store[key] ??= create())
  }
}
