/**
 * `POST /v2/application/file_upload` (seed 003 §3.2): the form is read as a stream into the engine's folder; its
 * fields may stand before or after the files. Names of files ask for faults, see files/wishes.ts.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileUploadFieldsSchema } from '@/lib/upstream/agents/wire'
import { findAgent } from '../agents/registry'
import { kindByFileType, kindOf, kindsByVariable } from '../files/file-kinds'
import type { FileKind } from '../files/file-kinds'
import { maxFileBytes } from '../files/file-store'
import type { FileStore, ReceivedFile } from '../files/file-store'
import { findBoundary, readMultipart } from '../files/multipart'
import { readPaced } from '../files/paced-body'
import { uploadFaultOf, wishOf } from '../files/wishes'
import { RequestError } from '../read-body'
import { sendData } from '../reply'
import type { EngineState } from '../state'

const mostFiles = 100

type Kept = { received: ReceivedFile; drop: () => Promise<void> }

export async function handleFileUpload(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const boundary = findBoundary(request.headers['content-type'])
  if (boundary === null) throw new RequestError(400, 1210, '请使用 multipart/form-data 上传')
  state.stats.uploadsStarted += 1
  const fields = new Map<string, string>()
  const kept: Kept[] = []
  let isOver = false
  try {
    await readMultipart(
      readPaced(state, request, () => kept.at(-1)?.received.name ?? ''),
      boundary,
      {
        field: (name, value) => void fields.set(name, value.trim()),
        file: async (name, fileName) => {
          if (name !== 'files') throw new RequestError(400, 1210, `API 调用参数有误：${name}`)
          if (kept.length >= mostFiles) throw new RequestError(400, 1210, '文件数量过多')
          const fault = uploadFaultOf(fileName)
          if (typeof fault === 'object' && fault !== null)
            throw new RequestError(fault.status, fault.status, '上传失败，请稍后重试')
          const { sink, ...rest } = await state.files.receive(fileName)
          kept.push(rest)
          return sink
        },
      },
    )
    const target = findTarget(fields)
    if (kept.length === 0) throw new RequestError(400, 1210, 'API 调用参数有误：files')
    const body = await take(state.files, target, kept)
    isOver = true
    state.stats.uploadsFinished += 1
    sendData(response, body)
  } catch (error) {
    // The sender has gone: there is nobody to answer.
    if (request.destroyed && !request.complete) return void response.destroy()
    throw error
  } finally {
    if (!isOver) {
      state.stats.uploadsAborted += 1
      await Promise.all(kept.map(({ drop }) => drop()))
      // A refusal reaches the sender only when what is still on its way is taken off the line.
      request.resume()
    }
  }
}

type Target = { appId: string; conversationId: string | null; isAllowed: (kind: FileKind) => boolean }

/** @throws RequestError when the form does not say for which agent and which of its inputs the files are */
function findTarget(fields: Map<string, string>): Target {
  const given = [...fields].filter(([, value]) => value !== '')
  const parsed = fileUploadFieldsSchema.safeParse(Object.fromEntries(given))
  if (!parsed.success)
    throw new RequestError(400, 1210, `API 调用参数有误：${parsed.error.issues[0]?.path.join('.') ?? ''}`)
  const { app_id: appId, upload_unit_id: unit, conversation_id: conversation, file_type: type } = parsed.data
  const agent = findAgent(appId)
  if (!agent) throw new RequestError(404, 404, '应用不存在')
  if (unit !== undefined) {
    const variable = agent.variables.find(({ id }) => String(id) === unit)
    const kinds = variable ? kindsByVariable[String(variable.type).toLowerCase()] : undefined
    return { appId, conversationId: null, isAllowed: kinds ? (kind) => kinds.includes(kind) : () => true }
  }
  if (conversation === undefined || type === undefined)
    throw new RequestError(400, 1210, 'API 调用参数有误：upload_unit_id 或 conversation_id 与 file_type 必填')
  return { appId, conversationId: conversation, isAllowed: (kind) => kind === kindByFileType[type] }
}

type Success = { id: string; name: string }
type Failure = { name: string; reason: string }

async function take(
  files: FileStore,
  { appId, conversationId, isAllowed }: Target,
  kept: Kept[],
): Promise<unknown> {
  const taken: Success[] = []
  const failed: Failure[] = []
  for (const { received, drop } of kept) {
    const kind = kindOf(received.name)
    const reason = findReason(received, kind, isAllowed)
    if (reason !== null || kind === null) {
      failed.push({ name: received.name, reason: reason ?? unsupported })
      await drop()
    } else {
      const { id } = files.add(appId, received, kind, { conversationId })
      taken.push({ id, name: received.name })
    }
  }
  if (kept.some(({ received }) => wishOf(received.name).isCamel)) {
    return {
      successInfo: taken.map(({ id, name }) => ({ fileId: id, fileName: name })),
      failInfo: failed.map(({ name, reason }) => ({ fileName: name, failReason: reason })),
    }
  }
  return {
    success_info: taken.map(({ id, name }) => ({ file_id: id, file_name: name })),
    fail_info: failed.map(({ name, reason }) => ({ file_name: name, fail_reason: reason })),
  }
}

const unsupported = '不支持的文档类型'

function findReason(
  { name, size }: ReceivedFile,
  kind: FileKind | null,
  isAllowed: (kind: FileKind) => boolean,
): string | null {
  if (kind === null || !isAllowed(kind)) return unsupported
  if (size === 0) return '文件内容为空'
  if (size > maxFileBytes) return '文件超过大小限制'
  return wishOf(name).isRefused ? '文件被拒绝' : null
}
