import 'server-only'
import type { UploadRow } from '@/lib/db/schema'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { getAgentForm } from '@/lib/forms/agent-form'
import { findProblems, isFilled } from '@/lib/forms/validate'
import { limitPerMinute } from '@/lib/limits/limits'
import { keepMedia } from '@/lib/media/keep-media'
import { prefetchSources } from '@/lib/sources/get-sources'
import { generateFor } from '@/lib/targets/generate'
import { findTarget } from '@/lib/targets/queries'
import { checkFiles } from '@/lib/targets/check-files'
import { defaultSettings } from '@/lib/targets/settings'
import { findUploadRows } from '@/lib/uploads/queries'
import { commitRun } from './commit-run'
import type { Plan } from './commit-run'
import { isDraining } from './live-runs'
import { countActiveRuns, findRunBySendKey, hashOfRequest, storeUpstreamConversation } from './run-store'
import { writeRun } from './run-writer'
import { maxQuestionBytes } from './start-run-schema'
import type { CheckedStartRun } from './start-run-schema'

/**
 * Turns one press of send into at most one generation: checks, commits the message and the run in one transaction, and
 * only then starts upstream. The same send key with the same content joins the run that is there.
 *
 * @param options.batchId the batch whose row this is; such runs wait for their turn instead of being counted
 * @returns the run's id and whether it began now
 * @throws AppError `send_key_reused`, `agent_unknown`, `not_found`, `run_active`, `question_empty`,
 *   `question_too_long`, `inputs_invalid`, `file_gone`, `file_not_taken`, `files_mixed`, `files_too_large`,
 *   `file_out_of_reach`, `lane_taken`, `too_many_requests`, `too_many_runs`, `shutting_down`, `storage_unavailable`
 */
export async function startRun(
  userId: string,
  request: CheckedStartRun,
  { batchId = null }: { batchId?: string | null } = {},
): Promise<{ runId: string; isNew: boolean }> {
  const { sendKey, ...content } = request
  const requestHash = hashOfRequest(content)
  const known = await findRunBySendKey(userId, sendKey)
  if (known) return joinRun(known, requestHash)

  if (isDraining()) throw new AppError('shutting_down', { retryAfterSeconds: 5 })
  checkContent(content.action)
  const card = await findTarget(content.target)
  if (!card) throw new AppError('agent_unknown')
  await checkInputs(content)
  const files = await findNamedFiles(userId, content)
  checkFiles(card, files)
  limitPerMinute('runs', userId, env().RATE_LIMIT_RUNS_PER_MINUTE)
  if ((await countActiveRuns(userId)) >= env().MAX_CONCURRENT_RUNS) {
    throw new AppError('too_many_runs', { retryAfterSeconds: 5 })
  }

  const plan = await commitRun(userId, request, { requestHash, files, batchId }).catch(refuseWithoutStorage)
  if (plan.isKnown) {
    const other = await findRunBySendKey(userId, sendKey)
    if (!other) throw new AppError('internal')
    return joinRun(other, requestHash)
  }
  generate(userId, content, plan)
  return { runId: plan.runId, isNew: true }
}

function generate(
  userId: string,
  { target, action, settings = defaultSettings }: Pick<CheckedStartRun, 'target' | 'action' | 'settings'>,
  plan: Extract<Plan, { isKnown: false }>,
): void {
  const { runId, conversationId, userMessageId, question, inputs, attachments } = plan
  let { upstreamConversationId } = plan
  writeRun({
    runId,
    userId,
    stored: [plan.firstEvent],
    generate: (signal) =>
      generateFor({
        target,
        userId,
        conversationId,
        userMessageId,
        settings,
        upstreamConversationId,
        question,
        inputs,
        attachments,
        callId: action.kind === 'answer' ? action.callId : null,
        runId,
        signal,
      }),
    onEvent(event) {
      if (event.type !== 'upstream-ids') return keepMedia(userId, runId, event)
      if (event.conversationId && event.conversationId !== upstreamConversationId) {
        upstreamConversationId = event.conversationId
        void storeUpstreamConversation(conversationId, event.conversationId).catch(() => undefined)
      }
      return { ...event, conversationId: null }
    },
    onEnd(outcome) {
      // Others than agents tell with the answer where it comes from.
      if (target.family === 'agent' && (outcome === 'done' || outcome === 'stopped')) {
        void prefetchSources(userId, runId)
      }
    },
  })
}

function joinRun(
  run: { id: string; request_hash: string },
  requestHash: string,
): { runId: string; isNew: boolean } {
  if (run.request_hash !== requestHash) throw new AppError('send_key_reused')
  return { runId: run.id, isNew: false }
}

function checkContent(action: CheckedStartRun['action']): void {
  if (action.kind === 'regenerate') return
  const hasMore = action.kind !== 'answer' && (action.inputs.some(isFilled) || action.attachments.length > 0)
  if (action.question.trim() === '' && !hasMore) throw new AppError('question_empty')
  if (Buffer.byteLength(action.question) > maxQuestionBytes) throw new AppError('question_too_long')
}

/** The values fit the agent's form as it is now; nothing else has a form. @throws AppError `inputs_invalid` */
async function checkInputs({ target, action }: Pick<CheckedStartRun, 'target' | 'action'>): Promise<void> {
  if ((action.kind !== 'send' && action.kind !== 'edit') || action.inputs.length === 0) return
  if (target.family !== 'agent') throw new AppError('inputs_invalid')
  const problems = findProblems(await getAgentForm(target.id), action.inputs)
  if (problems.length > 0) throw new AppError('inputs_invalid')
}

/** @throws AppError `file_gone` when one of them is removed, somebody else's or given to another kind of target */
async function findNamedFiles(
  userId: string,
  { target, action }: Pick<CheckedStartRun, 'target' | 'action'>,
): Promise<UploadRow[]> {
  if (action.kind !== 'send' && action.kind !== 'edit') return []
  const ids = [...new Set([...action.attachments, ...action.inputs.flatMap((input) => input.uploads)])]
  if (ids.length === 0) return []
  const rows = (await findUploadRows(userId, ids)).filter(({ family }) => family === target.family)
  if (rows.length < ids.length) throw new AppError('file_gone')
  return rows
}

/** A disk that is full or a database that is locked refuses the send before upstream is asked. */
function refuseWithoutStorage(error: unknown): never {
  if (error instanceof AppError) throw error
  throw new AppError('storage_unavailable', { cause: error, retryAfterSeconds: 10 })
}
