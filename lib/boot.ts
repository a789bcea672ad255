import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import { registerAgents } from '@/lib/agents/actions'
import { connectAgentPlatform } from '@/lib/agents/upstream'
import { connectAssistants, listedAssistants } from '@/lib/assistants/upstream'
import { migrateAuth } from '@/lib/auth/auth'
import { prepareFirstAdmin } from '@/lib/auth/account'
import { startBatches } from '@/lib/batches/scheduler'
import { purgeDeletedComparisons } from '@/lib/comparisons/actions'
import { connectCompatible } from '@/lib/compatible/upstream'
import { purgeDeletedConversations } from '@/lib/conversations/actions'
import { migrate, storage } from '@/lib/db/client'
import { env, EnvError } from '@/lib/env'
import type { Env } from '@/lib/env'
import { keepContentLengths } from '@/lib/http/content-length'
import { logger } from '@/lib/logger'
import { offerMcpServers } from '@/lib/mcp/offered'
import { sweepStoredFiles } from '@/lib/media/sweep-files'
import { defaultModelIds, plainModel } from '@/lib/models/offered-models'
import type { OfferedModel } from '@/lib/models/offered-models'
import { connectModels } from '@/lib/models/upstream'
import { connectOnPremises, onPremisesModels } from '@/lib/open-platform/upstream'
import { drainLiveRuns } from '@/lib/runs/live-runs'
import { recoverAbandonedRuns, recoveryIntervalMs } from '@/lib/runs/recovery'
import { tidyUploads } from '@/lib/uploads/housekeeping'
import type { UpstreamOptions } from '@/lib/upstream/http'

/** How long running answers may go on after SIGTERM, in ms. */
export const drainMs = 30_000
const purgeIntervalMs = 60 * 60 * 1_000

/**
 * Everything that happens once when the process starts, in order: settings, database, accounts, the upstreams
 * (configured or built in), abandoned runs, running batches, timers, signals, the address on the console. A start that cannot succeed
 * ends the process with one sentence.
 */
export async function boot(): Promise<void> {
  try {
    const settings = env()
    await migrate(storage())
    await migrateAuth()
    await connect(settings)
    await recoverAbandonedRuns()
    startBatches()
    keepHouse()
    keepContentLengths()
    drainOnSignals()
    printWelcome(settings, await prepareFirstAdmin())
  } catch (error) {
    if (error instanceof EnvError) process.stderr.write(`Moonlake cannot start: ${error.message}\n`)
    else logger.error('Moonlake cannot start', { error })
    process.exit(1)
  }
}

async function connect(settings: Env): Promise<void> {
  if (settings.OPENAI_COMPATIBLE_BASE_URL !== undefined) {
    connectCompatible(plainServer(settings.OPENAI_COMPATIBLE_BASE_URL, settings.OPENAI_COMPATIBLE_API_KEY))
  }
  const onPremises =
    settings.OPENPLATFORM_BASE_URL === undefined
      ? null
      : plainServer(settings.OPENPLATFORM_BASE_URL, settings.OPENPLATFORM_API_KEY)
  if (onPremises) connectOnPremises(onPremises)
  if (settings.BIGMODEL_API_KEY === undefined)
    return connectEngine(settings, { isOnPremisesToo: !onPremises })

  const platform: UpstreamOptions = {
    baseUrl: settings.BIGMODEL_BASE_URL,
    apiKey: settings.BIGMODEL_API_KEY,
    auth: settings.BIGMODEL_AUTH,
    headers: settings.BIGMODEL_HEADERS,
  }
  const models = settings.BIGMODEL_MODELS.map(({ id, name }) => plainModel(id, name))
  connectAgentPlatform(platform)
  connectModels(platform, models.length > 0 ? models : defaultModelIds.map((id) => plainModel(id)))
  connectAssistants(platform, settings.BIGMODEL_ASSISTANTS)
  const nothing = { en: '', zh: '' }
  const agents = settings.BIGMODEL_AGENTS.map(({ id, name }) => ({
    appId: id,
    name: { en: name, zh: name },
    description: nothing,
    icon: 'bot',
    openingQuestions: { en: [], zh: [] },
  }))
  return registerAgents(agents, 'environment')
}

/** The built-in engine serves every family for which no other server is configured. */
async function connectEngine(
  settings: Env,
  { isOnPremisesToo }: { isOnPremisesToo: boolean },
): Promise<void> {
  const [{ startEngine }, { engineAgents }, { engineModels }, { assistants }] = await Promise.all([
    import('@/lib/engine/server'),
    import('@/lib/engine/catalogue'),
    import('@/lib/engine/models/catalogue'),
    import('@/lib/engine/assistants/registry'),
  ])
  const apiKey = `${crypto.randomUUID().replaceAll('-', '')}.${crypto.randomUUID().replaceAll('-', '')}`
  const llm = languageModelOf(settings)
  const engine = await startEngine({ key: apiKey, ...(llm && { llm }) })
  const options: UpstreamOptions = { baseUrl: engine.baseUrl, apiKey, auth: 'key', headers: {} }
  connectAgentPlatform(options)
  const known = engineModels.map(({ attaches, settings: groups, icon, ...model }): OfferedModel => ({
    ...plainModel(model.id),
    ...model,
    said: { attaches, settings: groups, icon },
  }))
  const chosen = settings.BIGMODEL_MODELS.map(({ id, name }): OfferedModel => {
    const model = known.find((other) => other.id === id) ?? plainModel(id)
    return name === null ? model : { ...model, name: { en: name, zh: name } }
  })
  connectModels(options, chosen.length > 0 ? chosen : known)
  const words = new Map(
    assistants.map(({ card: { id, name, description, openingQuestions } }) => [
      id,
      { name, description, openingQuestions },
    ]),
  )
  connectAssistants(options, settings.BIGMODEL_ASSISTANTS, words)
  if (isOnPremisesToo) connectOnPremises(plainServer(new URL(engine.baseUrl).origin, apiKey))
  offerMcpServers(engine.mcpServers)
  await registerAgents(engineAgents, 'engine')
  // The engine is near: the first page of all knows what it lists.
  await Promise.all([listedAssistants.get(), isOnPremisesToo && onPremisesModels.get()])
}

/** Of another scheme than the agent platform's; the key may be missing. */
function plainServer(baseUrl: string, apiKey: string | undefined): UpstreamOptions {
  return { baseUrl, apiKey: apiKey ?? '', auth: apiKey === undefined ? 'none' : 'bearer', headers: {} }
}

function languageModelOf(settings: Env): { baseUrl: string; apiKey: string | null; model: string } | null {
  const { ENGINE_LLM_BASE_URL: baseUrl, ENGINE_LLM_API_KEY: apiKey, ENGINE_LLM_MODEL: model } = settings
  return baseUrl === undefined || model === undefined ? null : { baseUrl, apiKey: apiKey ?? null, model }
}

function keepHouse(): void {
  const failing = (error: unknown) => logger.error('housekeeping failed', { error })
  setInterval(() => void recoverAbandonedRuns().catch(failing), recoveryIntervalMs).unref()
  const purge = () =>
    void purgeDeletedConversations(Date.now())
      .then(() => purgeDeletedComparisons(Date.now()))
      .then(() => sweepStoredFiles(Date.now()))
      .then(() => tidyUploads(Date.now()))
      .catch(failing)
  purge()
  setInterval(purge, purgeIntervalMs).unref()
}

/** SIGTERM and SIGINT: no new sends, running answers get their time, then the process ends with 0. */
function drainOnSignals(): void {
  let isEnding = false
  const end = async (): Promise<void> => {
    if (isEnding) return process.exit(0)
    isEnding = true
    await drainLiveRuns(drainMs)
    // One more turn of the loop so that readers receive the end.
    setTimeout(() => process.exit(0), 100)
  }
  process.on('SIGTERM', () => void end())
  process.on('SIGINT', () => void end())
  process.on('uncaughtException', (error) => logger.error('uncaught exception', { error }))
  process.on('unhandledRejection', (error) => logger.error('unhandled rejection', { error }))
  // Node would cut a slow request after five minutes.
  subscribe('http.server.request.start', (message) => {
    if (hasServer(message)) message.server.requestTimeout = 0
  })
}

function hasServer(message: unknown): message is { server: { requestTimeout: number } } {
  return typeof message === 'object' && message !== null && 'server' in message
}

function printWelcome(settings: Env, setUpToken: string | null): void {
  const address = settings.APP_URL ?? `http://localhost:${settings.PORT}`
  const lines = [`Moonlake is at ${address}`]
  if (setUpToken)
    lines.push(`Make the first admin account (this link works once): ${address}/set-up?token=${setUpToken}`)
  process.stdout.write(`\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`)
}
