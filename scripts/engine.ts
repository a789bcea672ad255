/** Starts the built-in engine by itself: `npm run engine`. ENGINE_PORT, ENGINE_KEY and ENGINE_PACE are optional. */
import { startEngine } from '../lib/engine/server'

const port = Number(process.env['ENGINE_PORT'] ?? 3999)
const pace = Number(process.env['ENGINE_PACE'] ?? 1)
const key = process.env['ENGINE_KEY']

if (!Number.isInteger(port) || port < 0 || port > 65_535) fail('ENGINE_PORT must be a port number.')
if (!(pace > 0)) fail('ENGINE_PACE must be a number above 0, such as 1, 10 or Infinity.')
if (key !== undefined && !/^[^.\s]+\.[^.\s]+$/.test(key)) fail('ENGINE_KEY must look like id.secret.')

const engine = await startEngine({ port, pace, ...(key === undefined ? {} : { key }) })
console.log(`Engine: BIGMODEL_BASE_URL=${engine.baseUrl} BIGMODEL_API_KEY=${engine.key}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void engine.close().then(() => process.exit(0)))
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
