import { getRoute, json } from '@/lib/http/route'
import { getSources } from '@/lib/sources/get-sources'

/** `?again=1` asks upstream once more. */
export const GET = getRoute(async ({ request, user, params }) => {
  const again = new URL(request.url).searchParams.get('again') === '1'
  return json(await getSources(user.id, params['runId'] ?? '', { again }))
})
