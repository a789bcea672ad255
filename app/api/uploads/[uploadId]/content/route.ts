import { getRoute } from '@/lib/http/route'
import { getStoredFile } from '@/lib/uploads/queries'
import { serveFile } from '@/lib/http/serve-file'

export const GET = getRoute(async ({ request, user, params }) => {
  const { path, mediaType, name } = await getStoredFile(params['uploadId'] ?? '', user.id)
  return serveFile(request, path, mediaType, name)
})
