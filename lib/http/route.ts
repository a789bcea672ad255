import 'server-only'
import type { z } from 'zod/mini'
import { userOfHeaders } from '@/lib/auth/session'
import type { SessionUser } from '@/lib/auth/session'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { mendHalves } from '@/lib/half-characters'
import { newId } from '@/lib/ids'
import { logger } from '@/lib/logger'

/** Bytes of a JSON body. */
export const maxBodyBytes = 256 * 1024

type Params = Record<string, string>
type Context = { params: Promise<Params> }
type Handler = (request: Request, context: Context) => Promise<Response>

type RouteInput<Body> = {
  request: Request
  user: SessionUser
  /** Path parts; each matches `^[A-Za-z0-9_-]{1,64}$`. */
  params: Params
  body: Body
}

/** A handler for GET: signed in, path parts checked, errors answered in our form. */
export function getRoute(handle: (input: Omit<RouteInput<never>, 'body'>) => Promise<Response>): Handler {
  return guarded(async (request, context) =>
    handle({ request, user: await requireUser(request), params: await checkedParams(context) }),
  )
}

/**
 * A handler that changes something: own origin, JSON that fits `schema`, signed in.
 *
 * @param options.maxBytes of the body; a larger one is answered with `body_too_large`
 */
export function changeRoute<Schema extends z.ZodMiniType>(
  schema: Schema,
  handle: (input: RouteInput<z.output<Schema>>) => Promise<Response>,
  { maxBytes = maxBodyBytes }: { maxBytes?: number } = {},
): Handler {
  return guarded(async (request, context) => {
    requireOwnOrigin(request)
    const user = await requireUser(request)
    return handle({
      request,
      user,
      params: await checkedParams(context),
      body: await readBody(request, schema, maxBytes),
    })
  })
}

/** Like `changeRoute` for those who are nobody yet. */
export function publicRoute<Schema extends z.ZodMiniType>(
  schema: Schema,
  handle: (input: { request: Request; body: z.output<Schema> }) => Promise<Response>,
): Handler {
  return guarded(async (request) => {
    requireOwnOrigin(request)
    return handle({ request, body: await readBody(request, schema, maxBodyBytes) })
  })
}

/**
 * A handler that takes a body as it comes, whatever its type: own origin, a header that no foreign page can send
 * unasked, signed in. The handler checks and bounds the body.
 */
export function bodyRoute(
  header: string,
  handle: (input: Omit<RouteInput<never>, 'body'>) => Promise<Response>,
): Handler {
  return guarded(async (request, context) => {
    requireOwnOrigin(request)
    if (!request.headers.has(header)) throw new AppError('unsupported_media_type')
    const user = await requireUser(request)
    return handle({ request, user, params: await checkedParams(context) })
  })
}

/** A handler for GET that asks for no session: what may be seen is decided by the path alone. */
export function openRoute(
  handle: (input: Pick<RouteInput<never>, 'request' | 'params'>) => Promise<Response>,
): Handler {
  return guarded(async (request, context) => handle({ request, params: await checkedParams(context) }))
}

/** JSON that no cache keeps. */
export function json(body: unknown, init: { status?: number; headers?: Headers } = {}): Response {
  const headers = init.headers ?? new Headers()
  headers.set('cache-control', 'private, no-store')
  headers.set('x-content-type-options', 'nosniff')
  return Response.json(body, { status: init.status ?? 200, headers })
}

export function eventStream(body: ReadableStream<Uint8Array>): Response {
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // no-transform: Next would gzip the stream otherwise; the last one is for nginx.
      'cache-control': 'private, no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    },
  })
}

export function withCookies(cookies: string[]): Headers {
  const headers = new Headers()
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return headers
}

/** The only try/catch of the route layer. */
function guarded(handle: Handler): Handler {
  return async (request, context) => {
    try {
      return await handle(request, context)
    } catch (error) {
      const requestId = newId()
      const known = error instanceof AppError ? error : new AppError('internal', { cause: error })
      if (known.status >= 500) {
        logger.error('request failed', { requestId, code: known.code, error: known.cause ?? known })
      }
      const headers = new Headers()
      if (known.retryAfterSeconds !== null) headers.set('retry-after', String(known.retryAfterSeconds))
      return json({ error: { code: known.code, requestId } }, { status: known.status, headers })
    }
  }
}

/** Read from the request itself, so that handlers can be called from anywhere. @throws AppError `unauthenticated` */
async function requireUser(request: Request): Promise<SessionUser> {
  const user = await userOfHeaders(request.headers)
  if (!user) throw new AppError('unauthenticated')
  return user
}

/** Every non-GET comes from our own pages: `Origin` equals the public address, or the address that was asked. */
function requireOwnOrigin(request: Request): void {
  const origin = request.headers.get('origin')
  const host = request.headers.get('host')
  const { APP_URL } = env()
  const own = APP_URL ? [new URL(APP_URL).origin] : [`http://${host}`, `https://${host}`]
  if (!origin || !own.includes(origin)) throw new AppError('forbidden_origin')
}

async function checkedParams(context: Context): Promise<Params> {
  const params = await context.params
  if (Object.values(params ?? {}).every((value) => /^[A-Za-z0-9_-]{1,64}$/.test(value))) return params
  throw new AppError('not_found')
}

async function readBody<Schema extends z.ZodMiniType>(
  request: Request,
  schema: Schema,
  maxBytes: number,
): Promise<z.output<Schema>> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new AppError('unsupported_media_type')
  }
  const parsed = schema.safeParse(parseJson(await readText(request, maxBytes)))
  if (!parsed.success) throw new AppError('invalid_request')
  return parsed.data
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length
      if (size > maxBytes) throw new AppError('body_too_large')
      chunks.push(chunk)
    }
  } catch (error) {
    // It broke off: whoever sent it is gone, and nothing is wrong here.
    throw error instanceof AppError ? error : new AppError('invalid_request', { cause: error })
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(mendHalves(text))
  } catch {
    return undefined
  }
}
