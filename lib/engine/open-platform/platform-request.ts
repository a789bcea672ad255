/** Both chats of the on-premises platform, read into one form. Pure. */
import type { ChatV1Request, ChatV2Request } from '@/lib/upstream/open-platform/wire'
import type { DialogueTurn } from '../models/dialogue'

export type PlatformRequest = {
  api: 'v1' | 'v2'
  model: string
  question: string
  system: string
  /** Before the question, oldest first. */
  turns: DialogueTurn[]
  template: string
  /** Ids of the containers to search; `all` when the platform chooses, null when none is wanted. */
  containers: string[] | 'all' | null
  fileIds: string[]
  thinksAloud: boolean
  /** Under which the dialogue is kept; null: it is not. */
  remembersAs: string | null
  sampling: Record<string, number>
  /** Null: the caller does not say. */
  isStream: boolean | null
}

type Message = NonNullable<ChatV1Request['messages']>[number]

export const usualModel = 'onprem-glm-4'

/** @returns a sentence when there is no question */
export function readV1(body: ChatV1Request): PlatformRequest | string {
  const { messages = [], prompt = '', containerId = [] } = body
  const dialogue = readMessages(messages)
  const question = prompt.trim() === '' ? dialogue.question : prompt.trim()
  if (question === '') return 'prompt 与 messages 不能同时为空'
  return {
    api: 'v1',
    model: body.model ?? usualModel,
    question,
    system: dialogue.system,
    // The last message may be the prompt once more, or one that nobody has answered.
    turns: dialogue.turns,
    template: body.promptTemplate ?? '',
    containers: body.ragSearch === false ? null : containerId.length > 0 ? containerId : 'all',
    fileIds: body.fileIds ?? [],
    thinksAloud: body.reasonStatus ?? false,
    remembersAs: body.multipleDialog === false ? null : (body.conversationId ?? null),
    sampling: samplingOf(body),
    isStream: body.stream ?? null,
  }
}

export function readV2(body: ChatV2Request): PlatformRequest | string {
  const { question, system, turns } = readMessages(body.messages)
  if (question === '') return 'messages 中没有用户消息'
  const { containerId = [] } = body
  return {
    api: 'v2',
    model: body.model,
    question,
    system,
    turns,
    template: '',
    containers: containerId.length > 0 ? containerId : null,
    fileIds: [],
    thinksAloud: false,
    remembersAs: null,
    sampling: samplingOf(body),
    isStream: body.stream ?? null,
  }
}

function samplingOf({
  temperature,
  top_p,
}: Pick<ChatV1Request, 'temperature' | 'top_p'>): Record<string, number> {
  return { ...(temperature === undefined ? {} : { temperature }), ...(top_p === undefined ? {} : { top_p }) }
}

function readMessages(messages: Message[]): { question: string; system: string; turns: DialogueTurn[] } {
  const asked = messages.findLastIndex(({ role }) => role === 'user')
  const turns: DialogueTurn[] = []
  for (const { role, content } of messages.slice(0, Math.max(0, asked))) {
    if (role === 'user') turns.push({ question: textOf(content), answer: '' })
    const turn = turns.at(-1)
    if (role === 'assistant' && turn) turn.answer += textOf(content)
  }
  return {
    question: asked < 0 ? '' : textOf(messages[asked]?.content ?? '').trim(),
    system: messages.flatMap(({ role, content }) => (role === 'system' ? [textOf(content)] : [])).join('\n'),
    turns,
  }
}

/** Parts of other kinds are passed over: the platform reads text. */
function textOf(content: Message['content']): string {
  if (typeof content === 'string') return content
  return content.map((part) => (typeof part['text'] === 'string' ? part['text'] : '')).join('\n')
}
