import { getRoute } from '@/lib/http/route'
import { serveFile } from '@/lib/http/serve-file'
import { getMedium } from '@/lib/media/copies'

/** `?download=1` saves it instead of showing it. */
export const GET = getRoute(async ({ request, user, params }) => {
  const { path, mediaType, name } = await getMedium(user.id, params['mediaId'] ?? '')
  const isAttachment = new URL(request.url).searchParams.get('download') === '1'
  return serveFile(request, path, mediaType, name, { isAttachment })
})

export const HEAD = GET
