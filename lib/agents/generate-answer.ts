import 'server-only'
import type { RunEvent } from '@/lib/runs/events'
import type { GenerationEnd } from '@/lib/runs/run-writer'
import type { FieldValue } from '@/lib/forms/schema'
import { findQuestionKey } from './question-key'
import { agentClient } from './upstream'

/**
 * Asks an agent of the platform.
 *
 * @param options.upstreamConversationId the platform keeps the context under it; null begins a new one
 * @param options.callId of the workflow's question that this answers, else null
 * @param options.runId goes along as `third_request_id`, so that both sides' logs can be matched
 */
export async function* generateAnswer(options: {
  appId: string
  userId: string
  upstreamConversationId: string | null
  question: string
  inputs: FieldValue[]
  attachments: string[]
  callId: string | null
  runId: string
  signal: AbortSignal
}): AsyncGenerator<RunEvent, GenerationEnd> {
  const { appId, upstreamConversationId, question, callId, runId, signal } = options
  return yield* agentClient().invoke({
    appId,
    conversationId: upstreamConversationId,
    question,
    key: await findQuestionKey(appId),
    callId,
    thirdRequestId: runId,
    signal,
  })
}
