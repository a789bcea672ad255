/** `GET /paas/v4/models`: not in the documents but answered in the field, with text models only (api-facts §4.6). */
import type { ServerResponse } from 'node:http'
import { engineModels } from '../models/catalogue'
import { sendJson } from '../reply'

const created = Date.UTC(2026, 0, 1) / 1000

export function handleModels(response: ServerResponse): void {
  const data = engineModels
    .filter(({ isListed }) => isListed)
    .map(({ id }) => ({ id, object: 'model', created, owned_by: 'moonlake' }))
  sendJson(response, 200, { object: 'list', data })
}
