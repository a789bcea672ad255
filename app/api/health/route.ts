import { json } from '@/lib/http/route'
import { isDraining } from '@/lib/runs/live-runs'

export async function GET(): Promise<Response> {
  return isDraining() ? json({ status: 'stopping' }, { status: 503 }) : json({ status: 'ok' })
}
