/** `POST /v2/application/file_stat` (seed 003 §3.3). */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileStatRequestSchema } from '@/lib/upstream/agents/wire'
import { findAgent } from '../agents/registry'
import { parseMessages, wishOf } from '../files/wishes'
import { readJson } from '../read-body'
import { sendData, sendFlatError } from '../reply'
import type { EngineState } from '../state'

/** Pictures have no row at all: an empty list means that they are ready (seen in the field, api-facts §3.3). */
export async function handleFileStat(
  state: EngineState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parsed = fileStatRequestSchema.safeParse(await readJson(request))
  if (!parsed.success) return sendFlatError(response, 400, 1210, 'API 调用参数有误')
  const { app_id: appId, file_ids: ids } = parsed.data
  if (!findAgent(appId)) return sendFlatError(response, 404, 404, '应用不存在')
  const rows = ids.flatMap((id) => {
    const file = state.files.find(id)
    if (!file || file.appId !== appId) return [{ file_id: id, code: 11009, msg: parseMessages[11009] }]
    if (file.kind === 'image' || wishOf(file.name).hasNoRow) return []
    const { code, message } = state.files.stateOf(file)
    return [{ file_id: id, code, msg: message }]
  })
  sendData(response, rows)
}
