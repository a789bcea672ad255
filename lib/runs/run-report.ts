/** A run to hand on: the request as a shell command, and everything we know of it as JSON. No key is in either. Pure. */
import type { FieldKind, ShownValue } from '@/lib/forms/schema'
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
export type RunReport = { run: Run; appId: string; question: AskedQuestion | null }

/** The documents' own address (api/seed-000-invoke); a private deployment has another. */
const invokeUrl = 'https://open.bigmodel.cn/api/llm-application/open/v3/application/invoke'

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
 * The v3 invoke request of a run as a command for a POSIX shell. The key is read from `$BIGMODEL_API_KEY`; the browser
 * does not know upstream's file ids, so each stands as `<file id of NAME>`.
 */
export function toCurl({ run, appId, question }: RunReport): string {
  const callId = question?.callId ?? null
  const body = {
    app_id: appId,
    ...(run.upstreamConversationId === null ? {} : { conversation_id: run.upstreamConversationId }),
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
  }
  return [
    `curl --no-buffer ${shellQuote(invokeUrl)}`,
    `--header "Authorization: Bearer $BIGMODEL_API_KEY"`,
    `--header ${shellQuote('Content-Type: application/json')}`,
    `--data-raw ${shellQuote(JSON.stringify(body, null, 2))}`,
  ].join(' \\\n  ')
}

/** A word for a POSIX shell, whatever is in it: only a single quote ends single quotes. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** Everything that is known of a run, laid out, for a report about it. */
export function toDiagnostics({ run, appId, question }: RunReport): string {
  const { parts, steps, usage, ...facts } = run
  const report = {
    format: 'moonlake-run-1',
    appId,
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

function fileId({ name }: Upload): string {
  return `<file id of ${name}>`
}
