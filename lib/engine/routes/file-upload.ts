/** `POST /v2/application/file_upload` (seed 003 §3.2): files for one agent, some taken and some refused in one answer. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileUploadFieldsSchema } from '@/lib/upstream/agents/wire'
import { findAgent } from '../agents/registry'
import { kindByFileType, kindOf, kindsByVariable } from '../files/file-kinds'
import type { FileKind } from '../files/file-kinds'
import { maxFileBytes } from '../files/file-store'
import type { FileStore, ReceivedFile } from '../files/file-store'
import { receiveForm } from '../files/receive-form'
import type { KeptFile } from '../files/receive-form'
import { wishOf } from '../files/wishes'
import { RequestError } from '../read-body'
import { sendData } from '../reply'
import type { EngineState } from '../state'

const mostFiles = 100

export async function handleFileUpload(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await receiveForm(state, request, response, {
    admit: (name, count) => {
      if (name !== 'files') throw new RequestError(400, 1210, `API 调用参数有误：${name}`)
      if (count >= mostFiles) throw new RequestError(400, 1210, '文件数量过多')
    },
    take: async (fields, kept) => {
      const target = findTarget(fields)
      if (kept.length === 0) throw new RequestError(400, 1210, 'API 调用参数有误：files')
      sendData(response, await take(state.files, target, kept))
      return true
    },
  })
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
  kept: KeptFile[],
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
