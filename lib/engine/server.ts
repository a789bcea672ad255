/**
 * The built-in engine: another company's server in our house. It speaks the documented wire API of the agent platform
 * and of the models on the loopback address, checks keys as documented, and answers without a language model from what
 * it ships, or with the words of one that is configured.
 * In: HTTP below any prefix, `/llm-application/open/…` and `/paas/v4/…`, and `/openapi/…` of the on-premises platform.
 * Out: JSON and server-sent events (api-facts §3 to §7).
 */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checkAuthorization } from './auth'
import { findLibraryDirectory, openLibrary } from './documents/library'
import type { Library } from './documents/library'
import { createLanguageModel } from './language-model'
import type { LanguageModelOptions } from './language-model'
import { almanac } from './mcp/offered'
import { RequestError } from './read-body'
import { sendFlatError, sendGatewayError, sendJson } from './reply'
import { handleCreateConversation, handleSuggestions, handleVariables } from './routes/conversation'
import { handleDocument, handleEmbedding, handleImageList } from './routes/documents'
import { handleFault } from './routes/faults'
import { handleFileStat } from './routes/file-stat'
import { handleFileUpload } from './routes/file-upload'
import { handleInvoke } from './routes/invoke'
import { handleLibraryFile, handleUploadedFile } from './routes/library'
import { handleMadeMedia } from './routes/made-media'
import { handleMedia } from './routes/media'
import { handleOpenPlatform } from './routes/open-platform'
import { handlePaas } from './routes/paas'
import { handleSliceInfo } from './routes/slice-info'
import { newState } from './state'
import type { EngineState } from './state'

export type EngineOptions = {
  port?: number
  host?: string
  /** `id.secret`; made at random when absent. */
  key?: string
  /** How many times faster than natural it types and thinks; Infinity never waits. */
  pace?: number
  /** Where the shipped documents lie; found from the working directory when absent. */
  libraryDir?: string
  /** A language model that writes the texts, at any server that speaks OpenAI's chat completions. */
  llm?: LanguageModelOptions | undefined
}

export type RunningEngine = {
  /** The prefix before `/llm-application/open/…`. */
  baseUrl: string
  key: string
  /** MCP servers of its own that models may be given. */
  mcpServers: { label: string; url: string; description: { en: string; zh: string } }[]
  close(): Promise<void>
}

const prefix = '/api'

/** Listens on the loopback address; the documents are read in the background after that. */
export async function startEngine(options: EngineOptions = {}): Promise<RunningEngine> {
  const { port = 0, host = '127.0.0.1', key = newEngineKey(), pace = 1 } = options
  let library: Promise<Library> | null = null
  const loadLibrary = () => (library ??= openLibrary(options.libraryDir ?? findLibraryDirectory()))
  const languageModel = options.llm ? createLanguageModel(options.llm) : null
  const state = newState(key, pace, loadLibrary, languageModel)
  const server = createServer((request, response) => {
    answerRequest(state, request, response).catch((error: unknown) => answerFailure(response, error))
  })
  server.requestTimeout = 0
  await listen(server, port, host)
  // A failure is told to whoever asks the guide; nothing else needs the documents.
  setImmediate(() => void loadLibrary().catch(() => {}))
  const address = server.address() as AddressInfo // a TCP server that listens has one
  const baseUrl = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}${prefix}`
  return {
    baseUrl,
    key,
    mcpServers: [
      { label: almanac.label, url: `${baseUrl}${almanac.path}`, description: almanac.description },
    ],
    close: async () => {
      await closeServer(server)
      state.files.close()
    },
  }
}

/** A key in the platform's form: 32 hex digits, a dot, 16 characters. */
export function newEngineKey(): string {
  return `${randomBytes(16).toString('hex')}.${randomBytes(12).toString('hex').slice(0, 16)}`
}

async function answerRequest(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0]?.replace(/\/{2,}/g, '/') ?? '/'
  const publicUrl = `http://${request.headers.host ?? 'localhost'}${prefix}`
  const asset = /\/engine\/(library|media|files|made)\/([^/]+)$/.exec(path)
  if (asset) {
    const name = decodePart(asset[2] ?? '')
    if (asset[1] === 'media') return handleMedia(state, request, response, name)
    if (asset[1] === 'made') return handleMadeMedia(state, request, response, name)
    if (asset[1] === 'files') return handleUploadedFile(state, request, response, name)
    return handleLibraryFile(state, request, response, name)
  }
  const mcp = /^(.*)\/engine\/mcp(\/[^/]+)?$/.exec(path)
  if (mcp) {
    // The package is large, and few ever ask.
    const { handleMcp } = await import('./routes/mcp')
    return handleMcp(state, request, response, mcp[2] ?? '', mcp[1] ?? '')
  }
  // The product has no `/api` before it, and keys and errors of its own.
  const openPlatform = /^\/openapi(\/.*)$/.exec(path)?.[1]
  if (openPlatform !== undefined) return handleOpenPlatform(state, request, response, openPlatform)
  const refused = checkAuthorization(request.headers.authorization, state.key, Date.now())
  if (refused) return sendGatewayError(response, 401, refused.code, refused.message)
  if (path.endsWith('/engine/stats')) return sendJson(response, 200, state.stats)

  const paas = /\/paas\/v4(\/.*)$/.exec(path)?.[1]
  if (paas !== undefined) return handlePaas(state, request, response, paas, publicUrl)
  const route = /\/llm-application\/open(\/.*)$/.exec(path)?.[1] ?? ''
  if (await handleFault(request, response, route)) return
  const parts = route.split('/').slice(1).map(decodePart)
  const [version = '', kind = '', first = '', second = ''] = parts
  const isApplication = version === 'v2' && kind === 'application'

  if (route === '/v3/application/invoke')
    return onlyPost(request, response, () => handleInvoke(state, request, response, publicUrl))
  if (isApplication && first === 'slice_info') {
    return onlyPost(request, response, () => handleSliceInfo(state, request, response, publicUrl))
  }
  if (isApplication && first === 'file_upload') {
    return onlyPost(request, response, () => handleFileUpload(state, request, response))
  }
  if (isApplication && first === 'file_stat') {
    return onlyPost(request, response, () => handleFileStat(state, request, response))
  }
  if (isApplication && second === 'variables') return handleVariables(response, first)
  if (isApplication && second === 'conversation') {
    return onlyPost(request, response, () => handleCreateConversation(state, request, response, first))
  }
  if (version === 'document' && kind === 'embedding') {
    return onlyPost(request, response, () => handleEmbedding(state, request, response, first))
  }
  if (version === 'document' && kind === 'slice' && first === 'image_list') {
    return onlyPost(request, response, () => handleImageList(state, request, response, second, publicUrl))
  }
  if (version === 'document' && kind !== '' && first === '') return handleDocument(state, response, kind)
  if (version === 'history_session_record') return handleSuggestions(state, response, kind, first)
  sendFlatError(response, 404, 404, '接口不存在')
}

async function onlyPost(
  request: IncomingMessage,
  response: ServerResponse,
  handle: () => Promise<void>,
): Promise<void> {
  if (request.method === 'POST') return handle()
  sendFlatError(response, 405, 405, '请求方法不支持')
}

function answerFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  if (error instanceof RequestError) return sendFlatError(response, error.status, error.code, error.message)
  console.error('engine:', error)
  sendFlatError(response, 500, 500, '服务内部错误')
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
