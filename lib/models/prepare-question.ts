import 'server-only'
import { findTarget } from '@/lib/targets/queries'
import type { Question } from '@/lib/targets/generate'
import type { SettingGroup } from '@/lib/targets/schema'
import type { FunctionName } from '@/lib/targets/settings'
import type { ChatMessage } from '@/lib/upstream/models/completion'
import type { RunFailure } from '@/lib/runs/events'
import { readHistory } from './history'
import { FileOutOfReach, toMessages } from './messages'

export type Prepared = {
  /** Of the model, as people see it. */
  name: string
  /** What of the settings is sent. */
  groups: SettingGroup[]
  functions: FunctionName[]
  messages: ChatMessage[]
}

/**
 * What any model is asked with: the visible path up to the question, in the words of its upstream.
 *
 * @param isOnLoopback upstream runs on this machine
 * @returns a failure when a file of the question cannot reach upstream
 */
export async function prepareQuestion(
  { target, userId, conversationId, userMessageId, settings }: Question,
  isOnLoopback: boolean,
): Promise<Prepared | RunFailure> {
  const card = await findTarget(target)
  const groups = card?.settings ?? []
  const systemPrompt = groups.includes('system_prompt') ? settings.systemPrompt : ''
  try {
    const turns = await readHistory(userId, conversationId, userMessageId)
    return {
      name: card?.name.en ?? target.id,
      groups,
      functions: groups.includes('functions') ? settings.functions : [],
      messages: await toMessages(turns, { systemPrompt, isOnLoopback }),
    }
  } catch (error) {
    if (!(error instanceof FileOutOfReach)) throw error
    return { code: 'files_failed', detail: error.message, upstreamCode: null }
  }
}
