/** `npm start`: from a fresh clone to a served page. The server itself prints its address and the set-up link. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { failWhenTaken, readAddress } from './lib/address.mjs'
import { ensureBuild, nextBin } from './lib/build.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { ensureNode, root } from './lib/node.mjs'
import { exitWith } from './lib/run.mjs'

// Next reads these files too, but only after it has chosen its port.
for (const file of ['.env.local', '.env']) {
  if (existsSync(join(root, file))) process.loadEnvFile(join(root, file))
}
const { port, host } = readAddress()
await failWhenTaken({ port, host })

const node = await ensureNode()
await ensureDependencies()
await ensureBuild(node)

exitWith(
  spawn(node, [nextBin, 'start', '-p', String(port), '-H', host], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PORT: String(port),
      HOSTNAME: host,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      // Runs in flight are drained by our own handler; Next's would end the process under them.
      NEXT_MANUAL_SIG_HANDLE: 'true',
    },
  }),
)
