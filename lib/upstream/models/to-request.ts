/**
 * From our words to the body of `paas/v4/chat/completions`, within the ranges that it documents (api-facts §4.1). What is
 * not set, and what its target does not take, is not sent. Pure.
 */
import type { SettingGroup } from '@/lib/targets/schema'
import type { ChatSettings } from '@/lib/targets/settings'
import { isOwnMediaId } from './media-ids'
import type { ChatMessage, ChatPart, FunctionTool, McpTool } from './completion'
import type { ChatRequest, ContentPart, RequestMessage, RequestTool } from './wire'

export type ChatRequestOptions = {
  model: string
  /** The system prompt is the first of them. */
  messages: ChatMessage[]
  settings: ChatSettings
  /** What of the settings is sent. */
  groups: SettingGroup[]
  functions: FunctionTool[]
  mcpServers: McpTool[]
  /** Ours; unique, also among the rounds of one run. */
  requestId: string
  stream?: boolean
}

export function toChatRequest(options: ChatRequestOptions): ChatRequest {
  const { model, messages, settings, groups, stream = true } = options
  const takes = (group: SettingGroup) => groups.includes(group)
  const tools = toTools(options)
  return {
    model,
    messages: toRequestMessages(messages, { isImagePrefixed: false }),
    // Upstream's default is false.
    stream,
    request_id: toRequestId(options.requestId),
    ...(takes('thinking') ? { thinking: { type: settings.thinking ? 'enabled' : 'disabled' } } : {}),
    ...toSampling(settings, groups),
    ...(takes('output') && !settings.doSample ? { do_sample: false } : {}),
    ...toOutput(settings, groups),
    ...(tools.length > 0 ? { tools, tool_choice: 'auto' } : {}),
  }
}

/** Upstream's clients never send 0, which it refuses; `do_sample: false` makes both of them void. */
function toSampling(
  { temperature, topP, doSample }: ChatSettings,
  groups: SettingGroup[],
): Pick<ChatRequest, 'temperature' | 'top_p'> {
  const isVoid = groups.includes('output') && !doSample
  if (!groups.includes('sampling') || isVoid) return {}
  return {
    ...(temperature === null ? {} : { temperature: toHundredths(temperature) }),
    ...(topP === null ? {} : { top_p: toHundredths(topP) }),
  }
}

/** What every server that speaks this dialect takes of the group `output`. */
export function toOutput(
  { maxTokens, stop, responseFormat }: ChatSettings,
  groups: SettingGroup[],
): Pick<ChatRequest, 'max_tokens' | 'stop' | 'response_format'> {
  if (!groups.includes('output')) return {}
  return {
    ...(maxTokens === null ? {} : { max_tokens: maxTokens }),
    // One is all that upstream honours.
    ...(stop === '' ? {} : { stop: [stop] }),
    ...(responseFormat === 'text' ? {} : { response_format: { type: responseFormat } }),
  }
}

function toTools({ settings, groups, functions, mcpServers }: ChatRequestOptions): RequestTool[] {
  const tools: RequestTool[] = toFunctionTools(functions)
  const { webSearch } = settings
  if (groups.includes('web_search') && webSearch.isOn)
    tools.push({
      type: 'web_search',
      web_search: {
        enable: true,
        search_engine: webSearch.engine,
        count: webSearch.count,
        search_recency_filter: webSearch.recency,
        content_size: webSearch.contentSize,
        result_sequence: webSearch.sequence,
        search_result: true,
        ...(webSearch.domain === '' ? {} : { search_domain_filter: webSearch.domain }),
      },
    })
  for (const server of mcpServers)
    tools.push({
      type: 'mcp',
      mcp: {
        server_label: server.label,
        server_url: server.url,
        transport_type: server.transport,
        ...(server.allowedTools.length > 0 ? { allowed_tools: server.allowedTools } : {}),
        ...(Object.keys(server.headers).length > 0 ? { headers: server.headers } : {}),
      },
    })
  if (groups.includes('all_tools')) tools.push(...settings.allTools.map((name) => allTools[name]))
  return tools
}

const allTools: Record<ChatSettings['allTools'][number], RequestTool> = {
  code_interpreter: { type: 'code_interpreter', code_interpreter: { sandbox: 'auto' } },
  drawing_tool: { type: 'drawing_tool' },
  web_browser: { type: 'web_browser', web_browser: { browser: 'auto' } },
}

export function toFunctionTools(functions: FunctionTool[]): RequestTool[] {
  return functions.map(({ name, description, parameters }) => ({
    type: 'function',
    function: { name, description, parameters },
  }))
}

/**
 * @param options.isImagePrefixed whether pictures inside the request keep `data:…;base64,`; BigModel wants the bare
 *   base64, OpenAI's dialect the whole
 */
export function toRequestMessages(
  messages: ChatMessage[],
  options: { isImagePrefixed: boolean },
): RequestMessage[] {
  return messages.flatMap((message): RequestMessage[] => {
    switch (message.role) {
      case 'system':
        return [{ role: 'system', content: message.text }]
      case 'user':
        return [{ role: 'user', content: toContent(message.parts, options) }]
      case 'tool':
        return [{ role: 'tool', tool_call_id: message.callId, content: message.text }]
      case 'assistant':
        return toAnswer(message)
      default:
        return message satisfies never
    }
  })
}

/** An answer of which nothing came is left out: upstream refuses empty ones. */
function toAnswer({ text, calls, audioId }: Extract<ChatMessage, { role: 'assistant' }>): RequestMessage[] {
  const isHeard = audioId !== null && !isOwnMediaId(audioId)
  if (text === '' && calls.length === 0 && !isHeard) return []
  return [
    {
      role: 'assistant',
      content: text === '' ? null : text,
      ...(isHeard ? { audio: { id: audioId } } : {}),
      ...(calls.length > 0
        ? {
            tool_calls: calls.map((call) => ({
              id: call.id,
              type: 'function' as const,
              function: { name: call.name, arguments: call.arguments },
            })),
          }
        : {}),
    },
  ]
}

/** Text alone goes as text: small servers know no parts. */
function toContent(
  parts: ChatPart[],
  { isImagePrefixed }: { isImagePrefixed: boolean },
): string | ContentPart[] {
  const texts = parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  if (texts.length === parts.length) return texts.join('\n\n')
  const addressOf = (url: string) => (isImagePrefixed ? url : url.replace(/^data:[^,]*;base64,/i, ''))
  return parts.map((part): ContentPart => {
    switch (part.type) {
      case 'text':
        return { type: 'text', text: part.text }
      case 'image':
        return { type: 'image_url', image_url: { url: addressOf(part.url) } }
      case 'video':
        return { type: 'video_url', video_url: { url: addressOf(part.url) } }
      case 'file':
        return { type: 'file_url', file_url: { url: part.url } }
      case 'audio':
        return { type: 'input_audio', input_audio: { data: part.base64, format: part.format } }
      default:
        return part satisfies never
    }
  })
}

/** Two decimals from 0.01 to 1. */
function toHundredths(value: number): number {
  return Math.min(1, Math.max(0.01, Math.round(value * 100) / 100))
}

/** 6 to 64 characters. */
function toRequestId(id: string): string {
  return id.slice(0, 64).padStart(6, '0')
}
