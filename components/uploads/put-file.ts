/** One file on its way to our server. `fetch` tells nothing about bytes sent, so this is an XMLHttpRequest. */
import * as z from 'zod/mini'
import { errorStatuses } from '@/lib/errors'
import type { ErrorCode } from '@/lib/errors'
import { ApiError } from '@/lib/http/get-json'
import { uploadSchema } from '@/lib/uploads/schema'
import type { Upload } from '@/lib/uploads/schema'
import type { PutRequest } from './uploads-store'

const errorSchema = z.object({
  error: z.object({
    code: z.enum(Object.keys(errorStatuses) as [ErrorCode, ...ErrorCode[]]),
    requestId: z.string(),
  }),
})

/**
 * Sends the bytes as they are, without reading the file into memory.
 *
 * @param onProgress part of the bytes that has left, 0 to 1
 * @throws ApiError; its code is null when the connection broke. Abort rejects with the signal's reason.
 */
export function putFile(
  request: PutRequest,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<Upload> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const xhr = new XMLHttpRequest()
    xhr.open('PUT', pathOf(request))
    xhr.setRequestHeader('x-moonlake-upload', '1')
    xhr.setRequestHeader('content-type', request.file.type || 'application/octet-stream')
    xhr.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 1)
    xhr.onload = () => {
      const body = parseJson(xhr.responseText)
      const upload = uploadSchema.safeParse(body)
      if (xhr.status >= 200 && xhr.status < 300 && upload.success) return resolve(upload.data)
      const error = errorSchema.safeParse(body)
      reject(
        error.success
          ? new ApiError(error.data.error.code, error.data.error.requestId)
          : new ApiError('internal'),
      )
    }
    xhr.onerror = () => reject(new ApiError(null))
    xhr.onabort = () => reject(signal.reason)
    signal.addEventListener('abort', () => xhr.abort(), { once: true })
    xhr.send(request.file)
  })
}

function pathOf(request: PutRequest): string {
  const { id, family, appId, name, kind, size, fieldId, conversationId, draftId } = request
  const query = new URLSearchParams({ family, appId, name, kind, size: String(size) })
  if (fieldId !== null) query.set('fieldId', fieldId)
  if (conversationId !== null) query.set('conversationId', conversationId)
  if (draftId !== null) query.set('draftId', draftId)
  return `/api/uploads/${encodeURIComponent(id)}?${query}`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
