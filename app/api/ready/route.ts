import { isStorageReady } from '@/lib/db/ready'
import { json } from '@/lib/http/route'
import { isDraining } from '@/lib/runs/live-runs'

export async function GET(): Promise<Response> {
  const isReady = !isDraining() && (await isStorageReady())
  return json({ status: isReady ? 'ok' : 'unavailable' }, { status: isReady ? 200 : 503 })
}
