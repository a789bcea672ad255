import { AppError } from '@/lib/errors'
import { openRoute } from '@/lib/http/route'
import { serveFile } from '@/lib/http/serve-file'
import { getStoredFile } from '@/lib/uploads/queries'
import { readToken } from '@/lib/uploads/signed-address'

/** For the platform, which has no session: the token names one file and dies soon. */
export const GET = openRoute(async ({ request, params }) => {
  const uploadId = readToken(params['token'] ?? '', Date.now())
  if (uploadId === null) throw new AppError('not_found')
  const { path, mediaType, name } = await getStoredFile(uploadId)
  return serveFile(request, path, mediaType, name)
})
