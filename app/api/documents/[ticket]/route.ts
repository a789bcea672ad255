import { getRoute } from '@/lib/http/route'
import { serveFile } from '@/lib/http/serve-file'
import { getDocumentFile } from '@/lib/sources/get-document'

/** `?download=1` saves it instead of showing it. */
export const GET = getRoute(async ({ request, user, params }) => {
  const { path, mediaType, name } = await getDocumentFile(user.id, params['ticket'] ?? '')
  const isAttachment = new URL(request.url).searchParams.get('download') === '1'
  return serveFile(request, path, mediaType, name, { isAttachment })
})

export const HEAD = GET
