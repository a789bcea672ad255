import 'server-only'
import type { UploadRow } from '@/lib/db/schema'
import type { FieldValue } from '@/lib/forms/schema'
import { toContent, toDialogueContent } from '@/lib/forms/to-content'
import type { RunEvent } from '@/lib/runs/events'
import type { GenerationEnd } from '@/lib/runs/run-writer'
import { findUploadRows, toUpload } from '@/lib/uploads/queries'
import { waitForParsing } from '@/lib/uploads/parse-states'
import { findQuestionKey } from './question-key'
import { agentClient } from './upstream'

/**
 * Asks an agent of the platform, once all files that go along can be read.
 *
 * @param options.upstreamConversationId the platform keeps the context under it; null begins a new one
 * @param options.inputs what was filled into the agent's form; empty in a dialogue
 * @param options.attachments ids of uploads of this question in a dialogue
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
  const { appId, userId, upstreamConversationId, question, inputs, attachments, callId, runId, signal } =
    options
  const ids = [...attachments, ...inputs.flatMap((input) => input.uploads)]
  const files = yield* awaitFiles(await findUploadRows(userId, ids), signal)
  if (files.some((file) => file.status !== 'ready')) {
    return { outcome: 'failed', failure: { code: 'files_failed', detail: null, upstreamCode: null } }
  }
  const attached = files.filter((file) => attachments.includes(file.id))
  return yield* agentClient().invoke({
    appId,
    conversationId: upstreamConversationId,
    content:
      inputs.length > 0
        ? toContent(inputs, files)
        : toDialogueContent(question, attached, await findQuestionKey(appId)),
    callId,
    thirdRequestId: runId,
    signal,
  })
}

/** Tells how the files are doing while the platform reads them; returns when none is being read any more. */
async function* awaitFiles(rows: UploadRow[], signal: AbortSignal): AsyncGenerator<RunEvent, UploadRow[]> {
  if (rows.every((row) => row.status === 'ready')) return rows
  const news: UploadRow[][] = [rows]
  let heard = Promise.withResolvers<void>()
  let isSettled = false
  const settled = waitForParsing(rows, {
    signal,
    onChange(changed) {
      news.push(changed)
      heard.resolve()
    },
  }).finally(() => {
    isSettled = true
    heard.resolve()
  })
  // Nobody may be waiting any more when it fails.
  settled.catch(() => undefined)
  let told = ''
  for (;;) {
    const files = news.shift()
    if (files) {
      const states = files.map((file) => file.status).join()
      if (states !== told) yield { type: 'files', files: files.map(toUpload) }
      told = states
    } else if (isSettled) {
      return await settled
    } else {
      await heard.promise
      heard = Promise.withResolvers()
    }
  }
}
