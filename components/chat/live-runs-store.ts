/**
 * The runs that this tab sees being written, and what it sent, by conversation. A run enters when it is sent or
 * attached to and leaves when it is over and its message stands in the Query cache.
 */
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { UnsentMessage } from '@/components/composer/drafts-store'
import { ApiError } from '@/lib/http/get-json'
import type { ErrorCode } from '@/lib/errors'
import type { Connection, FollowEnd, FollowHandlers, FollowSource } from '@/lib/runs/follow-run'
import type { ShownValue } from '@/lib/forms/schema'
import { reduceRun } from '@/lib/runs/reducer'
import { emptyRun, isOver } from '@/lib/runs/run'
import type { Run } from '@/lib/runs/run'
import type { RunFrame, StartRun } from '@/lib/runs/start-run-schema'
import { latestTime } from '@/lib/runs/timeline'
import type { Upload } from '@/lib/uploads/schema'

export type SendProblem = {
  /** `unconfirmed`: the page was left before the server had answered. */
  code: ErrorCode | 'offline' | 'unconfirmed'
  /** Epoch ms on our clock before which a retry is refused; null when it may be tried at once. */
  retryAt: number | null
}

export type Sending = {
  /** A retry sends exactly this again, key included. */
  request: StartRun
  /** Null for a regeneration, which asks nothing new. */
  question: string | null
  /** As the transcript shows them until the server's message arrives. */
  inputs?: ShownValue[]
  attachments?: Upload[]
  sentAt: number
  state: 'sending' | 'accepted' | 'failed'
  problem: SendProblem | null
  /** Under which its draft and its unconfirmed text are kept. */
  draftKey: string
  /** Sent by itself after it had waited, not by a press just now. */
  isQueued: boolean
  /** Its conversation stands in no list: a lane of a comparison that nobody has gone on with. */
  isAside?: boolean
}

export type RunIds = {
  runId: string
  conversationId: string
  userMessageId: string
  answerMessageId: string
  startedAt: number
}

export type LiveChat = {
  sending: Sending | null
  ids: RunIds | null
  /** Null until its first frame has arrived. */
  run: Run | null
  connection: Connection
  /** Our clock minus the server's, ms. */
  skewMs: number
  /** When the last frame arrived, on our clock. */
  heardAt: number
  isStopping: boolean
  /** The run that is attached to, before its first frame says the rest. */
  attachedTo: string | null
}

export type LiveRunsState = {
  chats: Record<string, LiveChat>
  /** The conversation that a new chat became. */
  started: Record<string, string>
  /** Element keys of messages whose id was not known when they were first drawn. */
  keys: Record<string, string>
  /** How often the server could not be told to stop. */
  stopFailures: number
}

/** What the store needs of the world; the provider gives it the real one. */
export type LiveRunsWorld = {
  now: () => number
  later: (callback: () => void) => void
  follow: (source: FollowSource, handlers: FollowHandlers) => () => void
  /** Whether nothing is to be waited for. */
  hasSession: () => boolean
  /** @throws ApiError when there is neither a user nor a guest */
  ensureSession: () => Promise<void>
  forgetSession: () => void
  /** @throws ApiError */
  postRun: (request: StartRun, signal: AbortSignal) => Promise<Response>
  /** The same without the errors: any answer is handed back. */
  repostRun: (request: StartRun, signal: AbortSignal) => Promise<Response>
  /** @throws ApiError */
  postStop: (runId: string) => Promise<void>
  keepUnsent: (draftKey: string, message: UnsentMessage) => void
  forgetUnsent: (draftKey: string) => void
  onStarted: (sending: Sending, ids: RunIds) => void
  /** Before the run leaves the store. */
  onOver: (conversationId: string, sending: Sending | null, ids: RunIds, run: Run) => void
  /** After it has left, when the next message may be sent. */
  onFree: (conversationId: string, run: Run) => void
  /** The server knows no such run: what we show is out of date. */
  onGone: (conversationId: string) => void
}

export type SendRequest = Pick<
  Sending,
  'request' | 'question' | 'inputs' | 'attachments' | 'draftKey' | 'isQueued' | 'isAside'
>

export type LiveRuns = {
  store: StoreApi<LiveRunsState>
  /** Sends once; false when this chat is busy and nothing was sent. */
  send: (chatKey: string, message: SendRequest) => boolean
  /** Sends a failed message again under its key. */
  retry: (chatKey: string) => void
  /** Takes a failed message out of the transcript and hands it back. */
  discard: (chatKey: string) => Sending | null
  /** Shows a message of an earlier page load whose fate is unknown. */
  restore: (chatKey: string, message: SendRequest & { sentAt: number }) => void
  /** Follows a run that was started elsewhere or before a reload. */
  attach: (conversationId: string, runId: string) => void
  stop: (chatKey: string) => void
  /** Stops listening, never the run. */
  detach: (chatKey: string) => void
  detachAll: () => void
}

export function createLiveRuns(world: LiveRunsWorld): LiveRuns {
  const store = createStore<LiveRunsState>(() => ({ chats: {}, started: {}, keys: {}, stopFailures: 0 }))
  const closers = new Map<string, () => void>()

  const chatOf = (chatKey: string): LiveChat | null => store.getState().chats[chatKey] ?? null
  const put = (chatKey: string, chat: LiveChat | null) => {
    const { [chatKey]: _, ...others } = store.getState().chats
    store.setState({ chats: chat ? { ...others, [chatKey]: chat } : others })
  }
  const update = (chatKey: string, change: Partial<LiveChat>) => {
    const chat = chatOf(chatKey)
    if (chat) put(chatKey, { ...chat, ...change })
  }

  function send(chatKey: string, message: SendRequest): boolean {
    if (isBusy(chatOf(chatKey))) return false
    const sending: Sending = { ...message, sentAt: world.now(), state: 'sending', problem: null }
    // On its way before the page draws what was sent.
    void deliver(chatKey, sending)
    put(chatKey, { ...idleChat(world.now()), sending })
    return true
  }

  function retry(chatKey: string): void {
    const chat = chatOf(chatKey)
    if (!chat?.sending || chat.sending.state !== 'failed' || isRunning(chat)) return
    const sending: Sending = { ...chat.sending, state: 'sending', problem: null }
    // On its way before the page draws what was sent.
    void deliver(chatKey, sending)
    put(chatKey, { ...idleChat(world.now()), sending })
  }

  async function deliver(chatKey: string, sending: Sending): Promise<void> {
    const controller = new AbortController()
    closers.set(chatKey, () => controller.abort())
    const answer = post(sending.request, controller.signal)
    if (sending.question !== null) {
      const { request, sentAt, inputs, attachments } = sending
      world.keepUnsent(sending.draftKey, {
        request,
        sentAt,
        ...(inputs && { inputs }),
        ...(attachments && { attachments }),
      })
    }
    try {
      const first = await answer
      if (controller.signal.aborted) return
      follow(chatKey, {
        runId: null,
        after: null,
        first,
        reopen: (signal) => world.repostRun(sending.request, signal),
      })
    } catch (error) {
      if (!controller.signal.aborted) fail(chatKey, error)
    }
  }

  async function post(request: StartRun, signal: AbortSignal): Promise<Response> {
    if (!world.hasSession()) await world.ensureSession()
    try {
      return await world.postRun(request, signal)
    } catch (error) {
      // A guest's session may have ended since the page was opened.
      if (!(error instanceof ApiError) || error.code !== 'unauthenticated') throw error
      world.forgetSession()
      await world.ensureSession()
      return world.postRun(request, signal)
    }
  }

  function fail(chatKey: string, error: unknown): void {
    const sending = chatOf(chatKey)?.sending
    if (!sending) return
    const problem = toProblem(error, world.now())
    update(chatKey, { sending: { ...sending, state: 'failed', problem }, isStopping: false })
    if (problem.code === 'run_active' && sending.request.conversationId)
      world.onGone(sending.request.conversationId)
  }

  function follow(startKey: string, source: FollowSource): void {
    let chatKey = startKey
    const close = world.follow(source, {
      onConnection: (connection) => update(chatKey, { connection }),
      onFrames: (frames) => {
        const chat = chatOf(chatKey)
        if (!chat) return
        const run = frames.reduce(applyFrame, chat.run ?? emptyRun)
        const next = { ...chat, run, heardAt: world.now() }
        if (chat.run) put(chatKey, next)
        else chatKey = accept(chatKey, next, run, frames[0])
      },
      onEnd: (end) => {
        closers.delete(chatKey)
        finish(chatKey, end)
      },
    })
    closers.set(chatKey, close)
  }

  /** The first frame: the server has the message, and we know what it is called. */
  function accept(chatKey: string, chat: LiveChat, run: Run, first: RunFrame | undefined): string {
    const ids: RunIds = {
      runId: run.id,
      conversationId: run.conversationId,
      userMessageId: run.userMessageId,
      answerMessageId: run.answerMessageId,
      startedAt: run.startedAt,
    }
    const isLiveStart = first?.type === 'run-start'
    const skewMs = isLiveStart ? world.now() - first.at : Math.min(0, world.now() - latestTime(run))
    const sending: Sending | null =
      chat.sending?.state === 'sending' ? { ...chat.sending, state: 'accepted' } : chat.sending
    const next = { ...chat, ids, skewMs, sending }
    const { chats, started, keys } = store.getState()
    const { [chatKey]: _, ...others } = chats
    const isNew = chatKey !== ids.conversationId
    store.setState({
      chats: { ...others, [ids.conversationId]: next },
      started: isNew ? { ...started, [chatKey]: ids.conversationId } : started,
      keys:
        sending?.state === 'accepted'
          ? {
              ...keys,
              ...(sending.question === null ? {} : { [ids.userMessageId]: questionKey(sending) }),
              [ids.answerMessageId]: answerKey(sending),
            }
          : keys,
    })
    const close = closers.get(chatKey)
    if (isNew && close) {
      closers.delete(chatKey)
      closers.set(ids.conversationId, close)
    }
    if (sending?.state === 'accepted') {
      world.forgetUnsent(sending.draftKey)
      world.onStarted(sending, ids)
    }
    if (chat.isStopping && !chat.attachedTo) void postStop(ids.conversationId, ids.runId)
    return ids.conversationId
  }

  function finish(chatKey: string, end: FollowEnd): void {
    const chat = chatOf(chatKey)
    if (!chat) return
    if (end === 'gone' || !chat.run || !chat.ids) {
      if (chat.sending?.state === 'sending') return fail(chatKey, new ApiError('internal'))
      put(
        chatKey,
        chat.sending?.state === 'failed' ? { ...chat, run: null, ids: null, isStopping: false } : null,
      )
      world.onGone(chatKey)
      return
    }
    const { ids, run } = chat
    world.onOver(chatKey, chat.sending?.state === 'accepted' ? chat.sending : null, ids, run)
    // The Query cache tells its readers a moment later; until then both hold the same answer.
    world.later(() => {
      const now = chatOf(chatKey)
      if (now?.ids?.runId !== ids.runId) return
      const failed = now.sending?.state === 'failed' ? now.sending : null
      put(chatKey, failed ? { ...idleChat(world.now()), sending: failed } : null)
      world.onFree(chatKey, run)
    })
  }

  function attach(conversationId: string, runId: string): void {
    const chat = chatOf(conversationId)
    if (isBusy(chat) || chat?.ids?.runId === runId) return
    put(conversationId, { ...idleChat(world.now()), sending: chat?.sending ?? null, attachedTo: runId })
    follow(conversationId, { runId, after: null })
  }

  function stop(chatKey: string): void {
    const chat = chatOf(chatKey)
    if (!chat || chat.isStopping) return
    update(chatKey, { isStopping: true })
    const runId = chat.ids?.runId ?? chat.attachedTo
    if (runId) void postStop(chatKey, runId)
  }

  async function postStop(chatKey: string, runId: string): Promise<void> {
    try {
      await world.postStop(runId)
    } catch {
      update(chatKey, { isStopping: false })
      store.setState(({ stopFailures }) => ({ stopFailures: stopFailures + 1 }))
    }
  }

  function detach(chatKey: string): void {
    closers.get(chatKey)?.()
    closers.delete(chatKey)
    put(chatKey, null)
  }

  return {
    store,
    send,
    retry,
    attach,
    stop,
    detach,
    restore: (chatKey, message) => {
      if (chatOf(chatKey)?.sending) return
      const sending: Sending = {
        ...message,
        state: 'failed',
        problem: { code: 'unconfirmed', retryAt: null },
      }
      put(chatKey, { ...(chatOf(chatKey) ?? idleChat(world.now())), sending })
    },
    discard: (chatKey) => {
      const chat = chatOf(chatKey)
      if (!chat?.sending || chat.sending.state !== 'failed') return null
      world.forgetUnsent(chat.sending.draftKey)
      put(chatKey, isRunning(chat) ? { ...chat, sending: null } : null)
      return chat.sending
    },
    detachAll: () => {
      for (const close of closers.values()) close()
      closers.clear()
    },
  }
}

/** Whether a send would have to wait: something is on its way or being written. */
export function isBusy(chat: LiveChat | null): boolean {
  return chat !== null && (chat.sending?.state === 'sending' || isRunning(chat))
}

function isRunning(chat: LiveChat): boolean {
  return chat.run ? !isOver(chat.run) : chat.attachedTo !== null
}

function idleChat(now: number): LiveChat {
  return {
    sending: null,
    ids: null,
    run: null,
    connection: 'open',
    skewMs: 0,
    heardAt: now,
    isStopping: false,
    attachedTo: null,
  }
}

/** Stable element keys, so that nothing is drawn anew when the server's ids arrive. */
export function questionKey(sending: Sending): string {
  return `question-${sending.request.sendKey}`
}

export function answerKey(sending: Sending): string {
  return `answer-${sending.request.sendKey}`
}

function applyFrame(run: Run, frame: RunFrame): Run {
  return frame.type === 'snapshot' ? frame.run : reduceRun(run, frame)
}

function toProblem(error: unknown, now: number): SendProblem {
  if (!(error instanceof ApiError)) return { code: 'internal', retryAt: null }
  const retryAt = error.retryAfterSeconds === null ? null : now + error.retryAfterSeconds * 1_000
  return { code: error.code ?? 'offline', retryAt }
}
