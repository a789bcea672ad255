import 'server-only'
import type { RunEvent } from '@/lib/runs/events'
import type { GenerationEnd } from '@/lib/runs/run-writer'
import type { Question } from '@/lib/targets/generate'
import { findTarget } from '@/lib/targets/queries'
import { findUploadRows } from '@/lib/uploads/queries'
import type { CompletionNode } from '@/lib/upstream/models/completion'
import { assistantClient } from './upstream'

/** What runs assistants (api-facts §5.1); upstream ignores it where an assistant has a model of its own. */
const assistantModel = 'glm-4-assistant'

/** Asks an assistant, which keeps the dialogue under its own conversation id. */
export async function* generateAnswer(question: Question): AsyncGenerator<RunEvent, GenerationEnd> {
  const { target, userId, runId, upstreamConversationId, attachments, settings, signal } = question
  const [card, files] = await Promise.all([findTarget(target), findUploadRows(userId, attachments)])
  const fileIds = files.flatMap(({ status, upstream_file_id }) =>
    status === 'ready' && upstream_file_id !== null ? [upstream_file_id] : [],
  )
  if (fileIds.length < attachments.length) {
    return { outcome: 'failed', failure: { code: 'files_failed', detail: null, upstreamCode: null } }
  }
  const node: CompletionNode = { nodeId: 'assistant', nodeName: card?.name.en ?? target.id }
  yield { type: 'node-start', nodeId: node.nodeId, name: node.nodeName, input: null, at: Date.now() }
  const end = yield* assistantClient().ask({
    assistantId: target.id,
    model: assistantModel,
    conversationId: upstreamConversationId,
    text: question.question,
    fileIds,
    translate: card?.settings.includes('translate') ? settings.translate : null,
    requestId: runId,
    node,
    signal,
  })
  if (end.outcome !== 'done') return end
  yield { type: 'node-end', nodeId: node.nodeId, name: node.nodeName, output: null, at: Date.now() }
  return { outcome: 'done' }
}
