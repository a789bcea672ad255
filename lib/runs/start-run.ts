import 'server-only'
import { generateAnswer } from '@/lib/agents/generate-answer'
import { findAgent } from '@/lib/agents/queries'
import { titleOf } from '@/lib/conversations/title'
import { db } from '@/lib/db/client'
import type { ConversationRow, MessageRow } from '@/lib/db/schema'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { limitPerMinute } from '@/lib/limits/limits'
import type { RunEvent } from './events'
import { isDraining } from './live-runs'
import {
  countActiveRuns,
  findRunBySendKey,
  hashOfRequest,
  insertRun,
  storeUpstreamConversation,
} from './run-store'
import { writeRun } from './run-writer'
import { maxQuestionBytes } from './start-run-schema'
import type { CheckedStartRun } from './start-run-schema'

/**
 * Turns one press of send into at most one generation: checks, commits the message and the run in one transaction, and
 * only then starts upstream. The same send key with the same content joins the run that is there.
 *
 * @returns the run's id and whether it began now
 * @throws AppError `send_key_reused`, `agent_unknown`, `not_found`, `run_active`, `question_empty`,
 *   `question_too_long`, `too_many_requests`, `too_many_runs`, `shutting_down`, `storage_unavailable`
 */
export async function startRun(
  userId: string,
  request: CheckedStartRun,
): Promise<{ runId: string; isNew: boolean }> {
  const { sendKey, ...content } = request
  const requestHash = hashOfRequest(content)
  const known = await findRunBySendKey(userId, sendKey)
  if (known) return joinRun(known, requestHash)

  if (isDraining()) throw new AppError('shutting_down', { retryAfterSeconds: 5 })
  if (content.action.kind !== 'regenerate') checkQuestion(content.action.question)
  const agent = await findAgent(content.target.id)
  if (!agent) throw new AppError('agent_unknown')
  limitPerMinute('runs', userId, env().RATE_LIMIT_RUNS_PER_MINUTE)
  if ((await countActiveRuns(userId)) >= env().MAX_CONCURRENT_RUNS) {
    throw new AppError('too_many_runs', { retryAfterSeconds: 5 })
  }

  const plan = await commitRun(userId, request, requestHash).catch(refuseWithoutStorage)
  if (plan.isKnown) {
    const other = await findRunBySendKey(userId, sendKey)
    if (!other) throw new AppError('internal')
    return joinRun(other, requestHash)
  }

  let upstreamConversationId = plan.upstreamConversationId
  writeRun({
    runId: plan.runId,
    userId,
    stored: [plan.firstEvent],
    generate: (signal) =>
      generateAnswer({
        appId: content.target.id,
        upstreamConversationId,
        question: plan.question,
        callId: content.action.kind === 'answer' ? content.action.callId : null,
        runId: plan.runId,
        signal,
      }),
    onEvent(event) {
      if (event.type !== 'upstream-ids') return event
      if (event.conversationId && event.conversationId !== upstreamConversationId) {
        upstreamConversationId = event.conversationId
        void storeUpstreamConversation(plan.conversationId, event.conversationId).catch(() => undefined)
      }
      return { ...event, conversationId: null }
    },
  })
  return { runId: plan.runId, isNew: true }
}

function joinRun(
  run: { id: string; request_hash: string },
  requestHash: string,
): { runId: string; isNew: boolean } {
  if (run.request_hash !== requestHash) throw new AppError('send_key_reused')
  return { runId: run.id, isNew: false }
}

function checkQuestion(question: string): void {
  if (question.trim() === '') throw new AppError('question_empty')
  if (Buffer.byteLength(question) > maxQuestionBytes) throw new AppError('question_too_long')
}

type Plan =
  | { isKnown: true }
  | {
      isKnown: false
      runId: string
      conversationId: string
      upstreamConversationId: string | null
      question: string
      firstEvent: RunEvent
    }

async function commitRun(userId: string, request: CheckedStartRun, requestHash: string): Promise<Plan> {
  const { action, target, sendKey } = request
  const now = Date.now()
  const runId = newId()
  return db()
    .transaction()
    .execute(async (transaction): Promise<Plan> => {
      const conversation =
        request.conversationId === null
          ? newConversation(userId, request, now)
          : await transaction
              .updateTable('conversations')
              .set({ updated_at: now })
              .where('id', '=', request.conversationId)
              .where('user_id', '=', userId)
              .where('target_id', '=', target.id)
              .where('deleted_at', 'is', null)
              .returningAll()
              .executeTakeFirst()
      if (!conversation) throw new AppError('not_found')
      if (request.conversationId === null) {
        if (action.kind !== 'send') throw new AppError('invalid_request')
        await transaction.insertInto('conversations').values(conversation).execute()
      }

      const asked = request.conversationId === null ? undefined : await findMessage(conversation.id, request)
      if ((action.kind === 'regenerate' || action.kind === 'edit') && !asked) throw new AppError('not_found')
      const userMessageId = action.kind === 'regenerate' && asked ? asked.id : newId()
      const question = action.kind === 'regenerate' ? (asked?.text ?? '') : action.question
      const answerMessageId = newId()
      const ids = { runId, conversationId: conversation.id, userMessageId, answerMessageId }
      const firstEvent: RunEvent = { type: 'run-start', ...ids, at: now }

      const isInserted = await insertRun(
        transaction,
        {
          id: runId,
          user_id: userId,
          conversation_id: conversation.id,
          user_message_id: userMessageId,
          answer_message_id: answerMessageId,
          send_key: sendKey,
          request_hash: requestHash,
          created_at: now,
        },
        firstEvent,
        { isAlone: request.conversationId !== null },
      )
      if (isInserted === 'key-taken') throw new KeyTaken()
      if (isInserted === 'conversation-busy') throw new AppError('run_active')

      const message = { conversation_id: conversation.id, user_id: userId, created_at: now }
      if (action.kind !== 'regenerate') {
        const parentId = action.kind === 'edit' ? (asked?.parent_id ?? null) : conversation.leaf_message_id
        await transaction
          .insertInto('messages')
          .values({
            ...message,
            id: userMessageId,
            parent_id: parentId,
            role: 'person',
            text: question,
            run_id: null,
          })
          .execute()
      }
      await transaction
        .insertInto('messages')
        .values({
          ...message,
          id: answerMessageId,
          parent_id: userMessageId,
          role: 'answer',
          text: '',
          run_id: runId,
        })
        .execute()
      await transaction
        .updateTable('conversations')
        .set({ leaf_message_id: answerMessageId })
        .where('id', '=', conversation.id)
        .execute()
      return {
        isKnown: false,
        runId,
        conversationId: conversation.id,
        upstreamConversationId: conversation.upstream_conversation_id,
        question,
        firstEvent,
      }

      function findMessage(
        conversationId: string,
        { action }: CheckedStartRun,
      ): Promise<MessageRow | undefined> | undefined {
        if (action.kind !== 'regenerate' && action.kind !== 'edit') return undefined
        return transaction
          .selectFrom('messages')
          .selectAll()
          .where('id', '=', action.userMessageId)
          .where('conversation_id', '=', conversationId)
          .where('role', '=', 'person')
          .executeTakeFirst()
      }
    })
    .catch((error: unknown) => {
      if (error instanceof KeyTaken) return { isKnown: true }
      throw error
    })
}

function newConversation(userId: string, { action, target }: CheckedStartRun, now: number): ConversationRow {
  return {
    id: newId(),
    user_id: userId,
    family: target.family,
    target_id: target.id,
    title: action.kind === 'regenerate' ? '' : titleOf(action.question),
    upstream_conversation_id: null,
    leaf_message_id: null,
    created_at: now,
    updated_at: now,
    deleted_at: null,
    batch_id: null,
  }
}

/** Rolls the transaction back when another request with the same send key was quicker. */
class KeyTaken extends Error {}

/** A disk that is full or a database that is locked refuses the send before upstream is asked. */
function refuseWithoutStorage(error: unknown): never {
  if (error instanceof AppError) throw error
  throw new AppError('storage_unavailable', { cause: error, retryAfterSeconds: 10 })
}
