import { getBatchRowDetail } from '@/lib/batches/queries'
import { AppError } from '@/lib/errors'
import { getRoute, json } from '@/lib/http/route'

export const GET = getRoute(async ({ user, params }) => {
  const row = params['row'] ?? ''
  if (!/^[1-9]\d{0,6}$/.test(row)) throw new AppError('not_found')
  return json(await getBatchRowDetail(user.id, params['batchId'] ?? '', Number(row)))
})
