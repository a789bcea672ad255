/**
 * The browser's way to our own API: sends JSON, validates what comes back, turns an error answer into `ApiError`.
 */
import * as z from 'zod/mini'
import { errorStatuses } from '@/lib/errors'
import type { ErrorCode } from '@/lib/errors'

const errorBodySchema = z.object({
  error: z.object({
    code: z.enum(Object.keys(errorStatuses) as [ErrorCode, ...ErrorCode[]]),
    requestId: z.string(),
  }),
})

/** `code` is null when no answer came at all (network away). */
export class ApiError extends Error {
  readonly code: ErrorCode | null
  readonly requestId: string | null
  readonly retryAfterSeconds: number | null

  constructor(
    code: ErrorCode | null,
    requestId: string | null = null,
    retryAfterSeconds: number | null = null,
  ) {
    super(code ?? 'offline')
    this.name = 'ApiError'
    this.code = code
    this.requestId = requestId
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export function getJson<Schema extends z.ZodMiniType>(
  path: string,
  schema: Schema,
  signal?: AbortSignal,
): Promise<z.output<Schema>> {
  return requestJson('GET', path, schema, undefined, signal)
}

/** @throws ApiError for every answer that is not 2xx and when there is no answer; abort is rethrown untouched. */
export async function requestJson<Schema extends z.ZodMiniType>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  schema: Schema,
  body?: unknown,
  signal?: AbortSignal,
): Promise<z.output<Schema>> {
  const response = await sendRequest(method, path, body, signal)
  return schema.parse(await response.json())
}

/** Like `requestJson`, but hands over the answer with its body unread. */
export async function sendRequest(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, {
      method,
      ...(method === 'GET'
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(null)
  }
  if (response.ok) return response
  throw await toApiError(response)
}

async function toApiError(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('retry-after'))
  const body = errorBodySchema.safeParse(await response.json().catch(() => null))
  if (!body.success) return new ApiError('internal')
  const { code, requestId } = body.data.error
  return new ApiError(code, requestId, Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null)
}
