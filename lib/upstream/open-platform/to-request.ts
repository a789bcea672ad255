/**
 * From our words to the bodies of the on-premises platform's two chats, and of any server of OpenAI's dialect. What is
 * not set is not sent. Pure.
 */
import type { SettingGroup } from '@/lib/targets/schema'
import type { ChatSettings } from '@/lib/targets/settings'
import type { ChatMessage, FunctionTool } from '../models/completion'
import { toFunctionTools, toOutput, toRequestMessages } from '../models/to-request'
import type { BotMessage, ChatV1Request, ChatV2Request } from './wire'

type PlatformRequestOptions = {
  model: string
  messages: ChatMessage[]
  settings: ChatSettings
  /** Under which the platform keeps the dialogue. */
  conversationId: string
  userId: string
}

export function toChatV1Request(options: PlatformRequestOptions & { prompt: string }): ChatV1Request {
  const { model, prompt, settings, conversationId, userId } = options
  const { promptTemplate, fileIds } = settings
  const messages = toBotMessages(options.messages)
  return {
    userId,
    conversationId,
    prompt,
    ...(promptTemplate === '' ? {} : { promptTemplate }),
    model,
    ragSearch: settings.usesKnowledge,
    reasonStatus: settings.showsReasoning,
    ...(messages.length > 0 ? { messages } : {}),
    ...toContainers(settings),
    multipleDialog: settings.remembers,
    ...toSampling(settings),
    ...(fileIds.length > 0 ? { fileIds } : {}),
    stream: true,
  }
}

export function toChatV2Request(options: PlatformRequestOptions): ChatV2Request {
  const { model, messages, settings, conversationId, userId } = options
  return {
    messages: toBotMessages(messages),
    model,
    ...toSampling(settings),
    conversationId,
    ...toContainers(settings),
    user: userId,
    stream: true,
  }
}

export type CompatibleRequestOptions = {
  model: string
  messages: ChatMessage[]
  settings: ChatSettings
  /** What of the settings is sent. */
  groups: SettingGroup[]
  functions: FunctionTool[]
}

export function toCompatibleRequest(options: CompatibleRequestOptions): Record<string, unknown> {
  const { model, messages, settings, groups, functions } = options
  const tools = toFunctionTools(functions)
  // This dialect has no `do_sample`: always the likeliest word is temperature 0.
  const isGreedy = groups.includes('output') && !settings.doSample
  return {
    model,
    messages: toRequestMessages(messages, { isImagePrefixed: true }),
    stream: true,
    stream_options: { include_usage: true },
    ...(isGreedy ? { temperature: 0 } : groups.includes('sampling') ? toSampling(settings) : {}),
    ...toOutput(settings, groups),
    ...(tools.length > 0 ? { tools, tool_choice: 'auto' } : {}),
  }
}

function toSampling({ temperature, topP }: ChatSettings): { temperature?: number; top_p?: number } {
  return {
    ...(temperature === null ? {} : { temperature }),
    ...(topP === null ? {} : { top_p: topP }),
  }
}

function toContainers({ usesKnowledge, containers }: ChatSettings): { containerId?: string[] } {
  return usesKnowledge && containers.length > 0 ? { containerId: containers } : {}
}

/** The platform knows no functions and no sounds. */
function toBotMessages(messages: ChatMessage[]): BotMessage[] {
  return toRequestMessages(messages, { isImagePrefixed: true }).flatMap((message): BotMessage[] => {
    if (message.role === 'tool' || message.content === null) return []
    return [{ role: message.role, content: message.content }]
  })
}
