/**
 * Starts the built-in engine by itself: `npm run engine`. ENGINE_PORT, ENGINE_KEY and ENGINE_PACE are optional, as are
 * ENGINE_LLM_BASE_URL, ENGINE_LLM_MODEL and ENGINE_LLM_API_KEY of a language model that writes its texts.
 */
import { startEngine } from '../lib/engine/server'

const port = Number(process.env['ENGINE_PORT'] ?? 3999)
const pace = Number(process.env['ENGINE_PACE'] ?? 1)
const key = process.env['ENGINE_KEY']

if (!Number.isInteger(port) || port < 0 || port > 65_535) fail('ENGINE_PORT must be a port number.')
if (!(pace > 0)) fail('ENGINE_PACE must be a number above 0, such as 1, 10 or Infinity.')
if (key !== undefined && !/^[^.\s]+\.[^.\s]+$/.test(key)) fail('ENGINE_KEY must look like id.secret.')

const llmUrl = process.env['ENGINE_LLM_BASE_URL'] ?? ''
const llmModel = process.env['ENGINE_LLM_MODEL'] ?? ''
if (llmUrl !== '' && !URL.canParse(llmUrl))
  fail('ENGINE_LLM_BASE_URL must be an address such as http://localhost:11434/v1.')
if (llmUrl !== '' && llmModel === '') fail('ENGINE_LLM_MODEL must name the model at ENGINE_LLM_BASE_URL.')
const llm =
  llmUrl === '' ? undefined : { baseUrl: llmUrl, model: llmModel, apiKey: process.env['ENGINE_LLM_API_KEY'] }

const engine = await startEngine({ port, pace, llm, ...(key === undefined ? {} : { key }) })
console.log(`Engine: BIGMODEL_BASE_URL=${engine.baseUrl} BIGMODEL_API_KEY=${engine.key}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void engine.close().then(() => process.exit(0)))
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
