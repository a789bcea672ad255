import 'server-only'
import { claimLane } from '@/lib/comparisons/lanes'
import { titleOf } from '@/lib/conversations/title'
import { parseIds, parseInputs } from '@/lib/conversations/message-inputs'
import { db } from '@/lib/db/client'
import type { ConversationRow, MessageRow, UploadRow } from '@/lib/db/schema'
import { AppError } from '@/lib/errors'
import type { FieldValue } from '@/lib/forms/schema'
import { newId } from '@/lib/ids'
import type { RunEvent } from './events'
import { insertRun } from './run-store'
import type { CheckedStartRun } from './start-run-schema'

export type Plan =
  | { isKnown: true }
  | {
      isKnown: false
      runId: string
      conversationId: string
      userMessageId: string
      upstreamConversationId: string | null
      question: string
      inputs: FieldValue[]
      /** Ids of uploads. */
      attachments: string[]
      firstEvent: RunEvent
    }

/**
 * The message, the run and the first record of its log, in one transaction.
 *
 * @param options.files the uploads that the request names, as they are now
 * @param options.batchId of the batch whose row this is, else null
 * @returns what there is to generate, or that another request with the same send key was quicker
 * @throws AppError `not_found`, `run_active`, `invalid_request`, `lane_taken`
 */
export async function commitRun(
  userId: string,
  request: CheckedStartRun,
  options: { requestHash: string; files: UploadRow[]; batchId: string | null },
): Promise<Plan> {
  const { requestHash, files, batchId } = options
  const { action, target, sendKey } = request
  const now = Date.now()
  const runId = newId()
  return db()
    .transaction()
    .execute(async (transaction): Promise<Plan> => {
      const conversation =
        request.conversationId === null
          ? newConversation(userId, request, { now, files, batchId })
          : await transaction
              .updateTable('conversations')
              .set({
                updated_at: now,
                ...(request.settings && { settings: JSON.stringify(request.settings) }),
              })
              .where('id', '=', request.conversationId)
              .where('user_id', '=', userId)
              .where('family', '=', target.family)
              .where('target_id', '=', target.id)
              .where('deleted_at', 'is', null)
              .returningAll()
              .executeTakeFirst()
      if (!conversation) throw new AppError('not_found')
      if (request.comparison && request.conversationId !== null) throw new AppError('invalid_request')
      if (request.conversationId === null) {
        if (action.kind !== 'send') throw new AppError('invalid_request')
        if (request.comparison) await claimLane(transaction, userId, request.comparison, target)
        await transaction.insertInto('conversations').values(conversation).execute()
      }

      const asked = request.conversationId === null ? undefined : await findMessage(conversation.id, request)
      if ((action.kind === 'regenerate' || action.kind === 'edit') && !asked) throw new AppError('not_found')
      const userMessageId = action.kind === 'regenerate' && asked ? asked.id : newId()
      const question = action.kind === 'regenerate' ? (asked?.text ?? '') : action.question
      const { inputs, attachments } = givenWith(action, asked)
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
            inputs: inputs.length > 0 ? JSON.stringify(inputs) : null,
            attachments: attachments.length > 0 ? JSON.stringify(attachments) : null,
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
          inputs: null,
          attachments: null,
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
        userMessageId,
        upstreamConversationId:
          conversation.upstream_conversation_id ?? upstreamConversationOf(files, attachments),
        question,
        inputs,
        attachments,
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

/** What goes along with the question; asking again takes it from the message. */
function givenWith(
  action: CheckedStartRun['action'],
  asked: MessageRow | undefined,
): { inputs: FieldValue[]; attachments: string[] } {
  switch (action.kind) {
    case 'send':
    case 'edit':
      return action
    case 'regenerate':
      return { inputs: parseInputs(asked?.inputs ?? null), attachments: parseIds(asked?.attachments ?? null) }
    case 'answer':
      return { inputs: [], attachments: [] }
  }
}

/** Files of a dialogue lie in a conversation of the platform, which the first question joins. */
function upstreamConversationOf(files: UploadRow[], attachments: string[]): string | null {
  const attached = files.filter((file) => attachments.includes(file.id))
  return attached.find((file) => file.upstream_conversation_id !== null)?.upstream_conversation_id ?? null
}

function newConversation(
  userId: string,
  { action, target, settings, comparison }: CheckedStartRun,
  { now, files, batchId }: { now: number; files: UploadRow[]; batchId: string | null },
): ConversationRow {
  return {
    id: newId(),
    user_id: userId,
    family: target.family,
    target_id: target.id,
    title: titleOf(titleSource(action, files)),
    upstream_conversation_id: null,
    leaf_message_id: null,
    created_at: now,
    updated_at: now,
    deleted_at: null,
    batch_id: batchId,
    settings: settings ? JSON.stringify(settings) : null,
    comparison_id: comparison?.id ?? null,
    comparison_lane: comparison?.lane ?? null,
  }
}

/** The question, else the first words of a form, else the first file's name. */
function titleSource(action: CheckedStartRun['action'], files: UploadRow[]): string {
  if (action.kind !== 'send') return ''
  const words = [action.question, ...action.inputs.map((input) => input.value)]
  return words.find((text) => text.trim() !== '') ?? files[0]?.name ?? ''
}

/** Rolls the transaction back when another request with the same send key was quicker. */
class KeyTaken extends Error {}
