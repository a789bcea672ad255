import { spawn } from 'node:child_process'

/** Lets a child take over: passes signals on and ends with its code. */
export function exitWith(child) {
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
  // Ctrl+C reaches the whole group by itself; passing it on would make it two.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT')
  })
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

/**
 * Runs a command to its end and keeps what it says.
 * @returns {Promise<{ code: number, output: string, elapsedMs: number }>}
 */
export function runQuietly(command, args, options = {}) {
  const startedAt = Date.now()
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    const keep = (chunk) => (output += chunk)
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => keep(`${error.message}\n`))
    child.on('close', (code) => resolve({ code: code ?? 1, output, elapsedMs: Date.now() - startedAt }))
  })
}
