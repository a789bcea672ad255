'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useStore } from 'zustand'
import * as z from 'zod/mini'
import { useDrafts } from '@/components/composer/drafts'
import type { Drafts } from '@/components/composer/drafts-store'
import { useToast } from '@/components/ui/toast'
import { requestJson, sendRequest } from '@/lib/http/get-json'
import { followRun } from '@/lib/runs/follow-run'
import { cacheEnd, cacheStart, refreshConversation } from './cache-runs'
import { followWorld } from './follow-world'
import { createLiveRuns, isBusy } from './live-runs-store'
import type { LiveChat, LiveRuns, LiveRunsState } from './live-runs-store'
import { openRunChannel } from './run-channel'
import type { RunChannel } from './run-channel'
import { ensureSession, forgetSession, hasSession } from './session'

/** The store with what needs the drafts beside it. */
export type LiveRunsInBrowser = LiveRuns & {
  /** Sends a queued message next, stopping the answer that is being written. */
  sendQueued: (conversationId: string, sendKey: string) => void
}

const LiveRunsContext = createContext<LiveRunsInBrowser | null>(null)

const stoppedSchema = z.object({ status: z.string() })

/** Mounted once: runs go on being followed while the person moves between conversations. */
export function LiveRunsProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('chat')
  const queryClient = useQueryClient()
  const drafts = useDrafts()
  const showToast = useToast()
  const [channel] = useState(openRunChannel)
  const [liveRuns] = useState(() => connect(queryClient, drafts, channel))
  useEffect(
    () =>
      liveRuns.store.subscribe(({ stopFailures }, before) => {
        if (stopFailures > before.stopFailures) showToast({ message: t('stopFailed'), tone: 'danger' })
      }),
    [liveRuns, showToast, t],
  )
  useEffect(
    () => channel.listen(({ conversationId }) => refreshConversation(queryClient, conversationId)),
    [channel, queryClient],
  )
  return <LiveRunsContext value={liveRuns}>{children}</LiveRunsContext>
}

export function useLiveRuns(): LiveRunsInBrowser {
  const liveRuns = use(LiveRunsContext)
  if (!liveRuns) throw new Error('useLiveRuns needs a LiveRunsProvider above it')
  return liveRuns
}

export function useLiveRunsState<Value>(selector: (state: LiveRunsState) => Value): Value {
  return useStore(useLiveRuns().store, selector)
}

/** A part of one chat; null while there is none. Draws anew only when that part changes. */
export function useLiveChat<Value>(chatKey: string, selector: (chat: LiveChat) => Value): Value | null {
  return useLiveRunsState(({ chats }) => {
    const chat = chats[chatKey]
    return chat ? selector(chat) : null
  })
}

function connect(queryClient: QueryClient, drafts: Drafts, channel: RunChannel): LiveRunsInBrowser {
  /** Conversations whose run was stopped so that the next message can be sent. */
  const urgent = new Set<string>()
  const liveRuns = createLiveRuns({
    now: Date.now,
    later: (callback) => setTimeout(callback, 0),
    follow: (source, handlers) => followRun(source, handlers, followWorld),
    hasSession,
    ensureSession: async () => void (await ensureSession()),
    forgetSession,
    postRun: (request, signal) => sendRequest('POST', '/api/runs', request, signal),
    repostRun: (request, signal) =>
      fetch('/api/runs', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
        signal,
      }),
    postStop: async (runId) => {
      await requestJson('POST', `/api/runs/${encodeURIComponent(runId)}/stop`, stoppedSchema, {})
    },
    keepUnsent: drafts.keepUnsent,
    forgetUnsent: drafts.forgetUnsent,
    onStarted: (sending, ids) => {
      cacheStart(queryClient, sending, ids)
      // What was typed meanwhile belongs to the conversation that has come to be.
      if (sending.draftKey !== ids.conversationId) drafts.moveDraft(sending.draftKey, ids.conversationId)
      channel.tell({ type: 'run-start', conversationId: ids.conversationId })
    },
    onOver: (conversationId, sending, ids, run) => {
      cacheEnd(queryClient, conversationId, sending, ids, run)
      if (sending) channel.tell({ type: 'run-end', conversationId })
    },
    onFree: (conversationId, run) => {
      // After a stop or a failure the person decides what happens to the queue.
      if (urgent.delete(conversationId) || run.status === 'done') sendNext(conversationId)
    },
    onGone: (conversationId) => refreshConversation(queryClient, conversationId),
  })

  function sendNext(conversationId: string): void {
    const next = drafts.takeNext(conversationId)
    if (!next) return
    const { text, attachments, settings, target } = next
    const action = { kind: 'send', question: text, attachments: attachments.map(({ id }) => id) } as const
    liveRuns.send(conversationId, {
      request: { sendKey: next.sendKey, target, conversationId, action, ...(settings && { settings }) },
      question: text,
      attachments,
      draftKey: conversationId,
      isQueued: true,
    })
  }

  return {
    ...liveRuns,
    sendQueued: (conversationId, sendKey) => {
      drafts.moveFirst(conversationId, sendKey)
      if (!isBusy(liveRuns.store.getState().chats[conversationId] ?? null)) return sendNext(conversationId)
      urgent.add(conversationId)
      liveRuns.stop(conversationId)
    },
  }
}
