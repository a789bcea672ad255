import { AppError } from '@/lib/errors'
import { getRoute, json } from '@/lib/http/route'
import { refreshStates } from '@/lib/uploads/parse-states'
import { findUploadRows, toUpload } from '@/lib/uploads/queries'

/** Ids in one request. */
const maxIds = 100

export const GET = getRoute(async ({ request, user }) => {
  const query = new URL(request.url).searchParams
  const ids = [...new Set((query.get('ids') ?? '').split(',').filter((id) => id !== ''))]
  if (ids.length > maxIds || ids.some((id) => id.length > 64)) throw new AppError('invalid_request')
  const rows = await refreshStates(await findUploadRows(user.id, ids), {
    isAgain: query.get('again') === '1',
  })
  return json({ uploads: rows.map(toUpload) })
})
