/** What one running engine remembers. All of it is in memory and bounded; a restart forgets it. */
import type { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js'
import { BoundedMap } from './bounded-map'
import { Embeddings } from './embeddings'
import { FileStore } from './files/file-store'
import { newShortId, newSnowflake } from './ids'
import { MadeMedia } from './media/made-media'
import type { Library } from './documents/library'
import type { LanguageModel } from './language-model'
import type { LastChat } from './models/last-chats'

export const maxConversations = 2_000
export const maxRetrievals = 2_000
const maxReadPrompts = 20_000
const maxTurns = 30
const maxStoredAnswer = 8_000

export type Turn = { question: string; answer: string }

export type Conversation = {
  id: string
  appId: string
  turns: Turn[]
  /** What an agent keeps between turns, under a name of its own. */
  memory: Map<string, unknown>
  /** What history_session_record answers; made by the agent while it answers. */
  suggestions: string[]
  /** Epoch ms, as is `updatedAt`. */
  createdAt: number
  updatedAt: number
  /** Tokens of all its turns, where they are counted. */
  tokens: { read: number; written: number }
}

/** One place in a document, in the words of slice_info. */
export type SlicePlace = {
  documentId: string
  text: string
  position?: {
    x0: number
    x1: number
    top: number
    bottom: number
    page: number
    height: number
    width: number
  }
  line?: number
  sheetName?: string | null
}

export type EngineStats = {
  generationsStarted: number
  running: number
  finished: number
  aborted: number
  lastThirdRequestIds: string[]
  uploadsStarted: number
  uploadsFinished: number
  /** Refused, or given up by the sender. */
  uploadsAborted: number
  uploadedBytes: number
  /** What models were asked, newest last. */
  lastChats: LastChat[]
}

export type EngineState = {
  key: string
  /** How many times faster than natural; Infinity never waits. */
  pace: number
  library: () => Promise<Library>
  files: FileStore
  embeddings: Embeddings
  /** Pictures, films and sounds made for people. */
  made: MadeMedia
  conversations: BoundedMap<Conversation>
  /** Slices by `request_id` and then node id. */
  retrievals: BoundedMap<Map<string, SlicePlace[]>>
  /** Beginnings of conversations that models have read, by their hash. */
  readPrompts: BoundedMap<true>
  /** Who is connected to the almanac over the older transport, by session. */
  mcpSessions: Map<string, SSEServerTransport>
  /** Where words come from, when one is configured. */
  languageModel: LanguageModel | null
  stats: EngineStats
}

export function newState(
  key: string,
  pace: number,
  library: () => Promise<Library>,
  languageModel: LanguageModel | null = null,
): EngineState {
  return {
    key,
    pace,
    library,
    files: new FileStore(pace),
    embeddings: new Embeddings(pace),
    made: new MadeMedia(),
    conversations: new BoundedMap(maxConversations),
    retrievals: new BoundedMap(maxRetrievals),
    readPrompts: new BoundedMap(maxReadPrompts),
    mcpSessions: new Map(),
    languageModel,
    stats: {
      generationsStarted: 0,
      running: 0,
      finished: 0,
      aborted: 0,
      lastThirdRequestIds: [],
      uploadsStarted: 0,
      uploadsFinished: 0,
      uploadsAborted: 0,
      uploadedBytes: 0,
      lastChats: [],
    },
  }
}

export function addConversation(
  state: EngineState,
  appId: string,
  id: string = newSnowflake(),
): Conversation {
  const now = Date.now()
  const conversation: Conversation = {
    id,
    appId,
    turns: [],
    memory: new Map(),
    suggestions: [],
    createdAt: now,
    updatedAt: now,
    tokens: { read: 0, written: 0 },
  }
  state.conversations.set(id, conversation)
  return conversation
}

/** The conversation that invoke names; an unknown or foreign id starts a fresh one under that id, none makes one. */
export function openConversation(state: EngineState, appId: string, id: string | null): Conversation {
  if (id === null || id === '') return addConversation(state, appId, newShortId())
  const known = state.conversations.get(id)
  return known && known.appId === appId ? known : addConversation(state, appId, id)
}

export function addTurn(conversation: Conversation, question: string, answer: string): void {
  conversation.turns.push({
    question: question.slice(0, maxStoredAnswer),
    answer: answer.slice(0, maxStoredAnswer),
  })
  if (conversation.turns.length > maxTurns) conversation.turns.shift()
  conversation.updatedAt = Date.now()
}

export const keptThirdRequestIds = 200

/** Counts a generation that begins. @param requestId the caller's own, where there is one */
export function countStart({ stats }: EngineState, requestId: string | undefined): void {
  stats.generationsStarted += 1
  stats.running += 1
  if (requestId === undefined) return
  stats.lastThirdRequestIds.push(requestId)
  if (stats.lastThirdRequestIds.length > keptThirdRequestIds) stats.lastThirdRequestIds.shift()
}

/** The caller has gone, or was answered to the end. */
export function countEnd({ stats }: EngineState, isAborted: boolean): void {
  stats.running -= 1
  if (isAborted) stats.aborted += 1
  else stats.finished += 1
}
