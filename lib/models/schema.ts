/** `GET /api/models` and `GET /api/assistants`. Pure; shared by server and browser. */
import * as z from 'zod/mini'
import { targetCardSchema } from '@/lib/targets/schema'

export const modelListSchema = z.object({
  /** Models, then those of the on-premises platform, then those of a compatible server. */
  models: z.array(targetCardSchema),
  /** False: an upstream has not said yet what it has; asking again later may show more. */
  isComplete: z.boolean(),
})

export type ModelList = z.infer<typeof modelListSchema>
