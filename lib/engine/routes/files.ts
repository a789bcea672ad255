/** `paas/v4/files` (api-facts §6): one file at a time, for one purpose. Files live where those of agents live. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileUploadFieldsSchema } from '@/lib/upstream/assistants/wire'
import { extensionOf, kindOf } from '../files/file-kinds'
import type { StoredFile } from '../files/file-store'
import { purposes, refuseFile } from '../files/purposes'
import { receiveForm } from '../files/receive-form'
import type { KeptFile } from '../files/receive-form'
import { wishOf } from '../files/wishes'
import { RequestError } from '../read-body'
import { sendGatewayError, sendJson } from '../reply'
import type { EngineState } from '../state'

/** @param id of one file; null for all of them */
export async function handleFiles(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
  id: string | null,
): Promise<void> {
  if (id === null && request.method === 'POST') return takeFile(state, request, response)
  if (id === null && request.method === 'GET') return listFiles(state, request, response)
  if (id !== null && request.method === 'DELETE') return deleteFile(state, response, id)
  sendGatewayError(response, 405, '1212', '当前接口不支持该请求方法。')
}

async function takeFile(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await receiveForm(state, request, response, {
    admit: (name, count) => {
      if (name !== 'file' || count > 0) throw new RequestError(400, 1210, `API 调用参数有误：${name}`)
    },
    take: (fields, [kept = null]) => {
      const file = keep(state, fields, kept)
      if (typeof file === 'string') sendGatewayError(response, 400, '1214', file)
      else sendJson(response, 200, toWireFile(file))
      return typeof file !== 'string'
    },
  })
}

/** @returns the file, or why it is refused */
function keep(state: EngineState, fields: Map<string, string>, kept: KeptFile | null): StoredFile | string {
  const parsed = fileUploadFieldsSchema.safeParse(Object.fromEntries(fields))
  if (!parsed.success) return 'purpose 不能为空。'
  const { purpose: name } = parsed.data
  const purpose = Object.hasOwn(purposes, name) ? purposes[name] : undefined
  if (!purpose) return `purpose 不支持：${name}`
  if (!kept) return 'file 不能为空。'
  const { received } = kept
  const file = { extension: extensionOf(received.name), size: received.size }
  const reason = refuseFile(purpose, file, state.files.listOfPurpose(name).length)
  if (reason !== null) return reason
  if (wishOf(received.name).isRefused) return '文件被拒绝。'
  return state.files.add('', received, kindOf(received.name) ?? 'document', { purpose: name })
}

const usualLimit = 20
const mostListed = 100

/** Newest first, unless `order=asc`; `after` is the last id of the page before. */
function listFiles(state: EngineState, request: IncomingMessage, response: ServerResponse): void {
  const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '')
  const purpose = query.get('purpose') ?? ''
  if (!Object.hasOwn(purposes, purpose)) return sendGatewayError(response, 400, '1214', 'purpose 不支持。')
  const limit = Number(query.get('limit') ?? usualLimit)
  if (!Number.isInteger(limit) || limit < 1 || limit > mostListed)
    return sendGatewayError(response, 400, '1214', 'limit 取值范围为 1-100。')
  const oldestFirst = state.files.listOfPurpose(purpose)
  const all = query.get('order') === 'asc' ? oldestFirst : oldestFirst.toReversed()
  const after = query.get('after')
  const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
  const page = all.slice(start, start + limit)
  sendJson(response, 200, {
    object: 'list',
    data: page.map(toWireFile),
    has_more: start + limit < all.length,
  })
}

async function deleteFile(state: EngineState, response: ServerResponse, id: string): Promise<void> {
  const file = state.files.find(id)
  if (!file || file.purpose === null) return sendGatewayError(response, 404, '1214', '文件不存在。')
  await state.files.remove(file)
  sendJson(response, 200, { id, object: 'file', deleted: true })
}

function toWireFile({ id, size, createdAt, name, purpose }: StoredFile) {
  return {
    id,
    object: 'file',
    bytes: size,
    created_at: Math.floor(createdAt / 1000),
    filename: name,
    purpose,
  }
}
