import { getRoute, json } from '@/lib/http/route'
import { listPickerModels } from '@/lib/models/queries'

export const GET = getRoute(async () => json(await listPickerModels()))
