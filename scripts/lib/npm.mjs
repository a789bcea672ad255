import { spawnSync } from 'node:child_process'

/**
 * Runs npm and waits. Settings that an outer `npm start` passes down as `npm_config_*` and `npm_package_*` would
 * point the inner npm at the wrong folder, so they are left out.
 * @returns {{ status: number | null, output: string }}
 */
export function runNpm(args, cwd) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => {
      const lower = name.toLowerCase()
      if (lower.startsWith('npm_package_') || lower.startsWith('npm_lifecycle_')) return false
      return ![
        'npm_config_prefix',
        'npm_config_local_prefix',
        'npm_config_global_prefix',
        'npm_command',
      ].includes(lower)
    }),
  )
  const script = process.env.npm_execpath
  const options = { cwd, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }
  const result =
    script && /npm-cli\.(c|m)?js$/.test(script)
      ? spawnSync(process.execPath, [script, ...args], options)
      : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  return {
    status: result.status,
    output: `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`,
  }
}
