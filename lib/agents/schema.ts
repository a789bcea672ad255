import * as z from 'zod/mini'

const localized = z.object({ en: z.string(), zh: z.string() })

/** An agent as people see it. `appId` is upstream's id: opaque, up to 19 digits, never a number. */
export const agentSchema = z.object({
  appId: z.string(),
  name: localized,
  /** One line on what it does; empty when nobody wrote one. */
  description: localized,
  /** A name from `components/ui/icon.tsx`; anything else falls back to the default. */
  icon: z.string(),
  openingQuestions: z.object({ en: z.array(z.string()), zh: z.array(z.string()) }),
})

export const agentListSchema = z.object({ agents: z.array(agentSchema) })

export type Agent = z.infer<typeof agentSchema>
