import { object } from 'zod/mini'
import { AppError } from '@/lib/errors'
import { bodyRoute, changeRoute, json } from '@/lib/http/route'
import { putUploadSchema } from '@/lib/uploads/put-upload-schema'
import { SenderGone } from '@/lib/uploads/read-body'
import { receiveUpload } from '@/lib/uploads/receive-upload'
import { removeUpload } from '@/lib/uploads/remove-upload'

/** The file's own bytes as the body; everything about it stands in the query. */
export const PUT = bodyRoute('x-moonlake-upload', async ({ request, user, params }) => {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const upload = putUploadSchema.safeParse({ ...query, id: params['uploadId'] })
  if (!upload.success) throw new AppError('invalid_request')
  try {
    return json(await receiveUpload(user.id, upload.data, request.body, request.signal))
  } catch (error) {
    // Nobody reads this answer.
    if (request.signal.aborted || error instanceof SenderGone) return new Response(null, { status: 400 })
    throw error
  }
})

export const DELETE = changeRoute(object({}), async ({ user, params }) => {
  await removeUpload(user.id, params['uploadId'] ?? '')
  return json({})
})
