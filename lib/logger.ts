import 'server-only'

/**
 * One JSON line an entry on standard error. Callers pass ids, codes and errors, never questions, answers or keys; line
 * breaks are escaped by JSON.
 */
export const logger = {
  info: (message: string, fields: Record<string, unknown> = {}) => write('info', message, fields),
  error: (message: string, fields: Record<string, unknown> = {}) => write('error', message, fields),
}

function write(level: 'info' | 'error', message: string, fields: Record<string, unknown>): void {
  process.stderr.write(
    `${JSON.stringify({ time: new Date().toISOString(), level, message, ...describe(fields) })}\n`,
  )
}

function describe(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? describeError(value) : value,
    ]),
  )
}

function describeError(error: Error): Record<string, unknown> {
  const cause = error.cause instanceof Error ? { cause: describeError(error.cause) } : {}
  return { name: error.name, message: error.message, stack: error.stack, ...cause }
}
