import { listAssistants } from '@/lib/assistants/queries'
import { getRoute, json } from '@/lib/http/route'

export const GET = getRoute(async () => json(await listAssistants()))
