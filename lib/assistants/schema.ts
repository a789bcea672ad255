/** `GET /api/assistants`. Pure; shared by server and browser. */
import * as z from 'zod/mini'
import { targetCardSchema } from '@/lib/targets/schema'

export const assistantListSchema = z.object({
  assistants: z.array(targetCardSchema),
  /** False: the service has not said yet which there are. */
  isComplete: z.boolean(),
})

export type AssistantList = z.infer<typeof assistantListSchema>
