/** A run to hand on: the request as a shell command, and everything we know of it as JSON. No key is in either. Pure. */
import type { FieldKind, ShownValue } from '@/lib/forms/schema'
import type { Target } from '@/lib/targets/schema'
import type { Upload } from '@/lib/uploads/schema'
import type { Run } from './run'

export type AskedQuestion = {
  text: string
  inputs: ShownValue[]
  attachments: Upload[]
  /** Of the workflow's question that it answers. */
  callId: string | null
}

/** What a run is reported with; the question is null where it is not at hand. */
export type RunReport = { run: Run; target: Target; question: AskedQuestion | null }

type ShellRequest = {
  /** In double quotes, so that a variable of the shell may stand in it. */
  url: string
  /** The variable of the shell that holds the key. */
  keyName: string
  body: unknown
}

/** The documents' own address (api/seed-000, 001, 002); a private deployment has another. */
const bigModel = 'https://open.bigmodel.cn/api'

type ContentItem = { type: string; value: string; key?: string }

/** Upstream's type of an input (api-facts §3.1); a template is sent as the text that it makes. */
const inputTypes: Record<FieldKind, string> = {
  text: 'input',
  template: 'input',
  choice: 'selection_list',
  file: 'upload_file',
  image: 'upload_image',
  video: 'upload_video',
  audio: 'upload_audio',
}

const attachmentTypes: Record<Upload['kind'], string> = {
  document: 'upload_file',
  sheet: 'upload_file',
  image: 'upload_image',
  audio: 'upload_audio',
  video: 'upload_video',
}

/**
 * The request of a run as a command for a POSIX shell, without the key, which the shell has. What the browser does not
 * know is left open: upstream's file ids (`<file id of NAME>`), and of models what was set and said before.
 */
export function toCurl(report: RunReport): string {
  const { url, keyName, body } = requestOf(report)
  return [
    `curl --no-buffer "${url}"`,
    `--header "Authorization: Bearer $${keyName}"`,
    `--header ${shellQuote('Content-Type: application/json')}`,
    `--data-raw ${shellQuote(JSON.stringify(body, null, 2))}`,
  ].join(' \\\n  ')
}

/** The variable of the shell that the command takes the key from. */
export function keyNameOf(report: RunReport): string {
  return requestOf(report).keyName
}

function requestOf({ run, target, question }: RunReport): ShellRequest {
  const callId = question?.callId ?? null
  const conversation =
    run.upstreamConversationId === null ? {} : { conversation_id: run.upstreamConversationId }
  const chat = { model: target.id, stream: true, messages: [toChatMessage(question)] }
  switch (target.family) {
    case 'agent':
      return {
        url: `${bigModel}/llm-application/open/v3/application/invoke`,
        keyName: 'BIGMODEL_API_KEY',
        body: {
          app_id: target.id,
          ...conversation,
          third_request_id: run.id,
          stream: true,
          send_log_event: true,
          messages: [
            {
              role: 'user',
              ...(callId === null ? {} : { type: 'qa', call_id: callId }),
              content: question ? toContent(question) : [{ type: 'input', value: '' }],
            },
          ],
        },
      }
    case 'model':
      return { url: `${bigModel}/paas/v4/chat/completions`, keyName: 'BIGMODEL_API_KEY', body: chat }
    case 'assistant': {
      const files = (question?.attachments ?? []).map((upload) => ({ file_id: fileId(upload) }))
      return {
        url: `${bigModel}/paas/v4/assistant`,
        keyName: 'BIGMODEL_API_KEY',
        body: {
          assistant_id: target.id,
          model: 'glm-4-assistant',
          ...conversation,
          request_id: run.id,
          stream: true,
          messages: [{ role: 'user', content: [{ type: 'text', text: question?.text ?? '' }] }],
          ...(files.length > 0 ? { attachments: files } : {}),
        },
      }
    }
    case 'on-premises':
      return {
        url: '$OPENPLATFORM_BASE_URL/openapi/community/v1/chat/completions',
        keyName: 'OPENPLATFORM_API_KEY',
        body: { ...chat, conversationId: run.conversationId },
      }
    case 'compatible':
      return {
        url: '$OPENAI_COMPATIBLE_BASE_URL/chat/completions',
        keyName: 'OPENAI_COMPATIBLE_API_KEY',
        body: chat,
      }
    default:
      return target.family satisfies never
  }
}

/** A word for a POSIX shell, whatever is in it: only a single quote ends single quotes. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** Everything that is known of a run, laid out, for a report about it. */
export function toDiagnostics({ run, target, question }: RunReport): string {
  const { parts, steps, usage, ...facts } = run
  const report = {
    format: 'moonlake-run-2',
    target,
    ...facts,
    durationMs: run.endedAt === null ? null : run.endedAt - run.startedAt,
    startedAtIso: new Date(run.startedAt).toISOString(),
    question,
    parts,
    usage,
    steps,
  }
  return JSON.stringify(report, null, 2)
}

function toContent({ text, inputs, attachments }: AskedQuestion): ContentItem[] {
  const items = inputs.flatMap(({ name, kind, value, uploads }): ContentItem[] => {
    const sent = uploads.length > 0 ? uploads.map(fileId).join(',') : value
    return sent === '' ? [] : [{ type: inputTypes[kind], value: sent, key: name }]
  })
  const files = attachments.map((upload) => ({ type: attachmentTypes[upload.kind], value: fileId(upload) }))
  const words = text !== '' || items.length + files.length === 0 ? [{ type: 'input', value: text }] : []
  return [...words, ...items, ...files]
}

/** As OpenAI's dialect has it; files by address (api-facts §4.1). */
function toChatMessage(question: AskedQuestion | null): { role: 'user'; content: unknown } {
  const { text = '', attachments = [] } = question ?? {}
  if (attachments.length === 0) return { role: 'user', content: text }
  const parts = attachments.map(({ kind, name }) => {
    const url = `<address of ${name}>`
    if (kind === 'image') return { type: 'image_url', image_url: { url } }
    if (kind === 'video') return { type: 'video_url', video_url: { url } }
    if (kind === 'audio') {
      return { type: 'input_audio', input_audio: { data: `<base64 of ${name}>`, format: formatOf(name) } }
    }
    return { type: 'file_url', file_url: { url } }
  })
  return { role: 'user', content: [...parts, { type: 'text', text }] }
}

function formatOf(name: string): 'wav' | 'mp3' {
  return /\.wav$/i.test(name) ? 'wav' : 'mp3'
}

function fileId({ name }: Upload): string {
  return `<file id of ${name}>`
}
