import 'server-only'
import { toFields } from '@/lib/forms/fields'
import { findVariables } from './variables'

/**
 * The variable that takes the question: text apps answer nothing without its name, dialogues have none (api-facts §3.5).
 *
 * @returns null for a dialogue, and when the platform does not say
 */
export async function findQuestionKey(appId: string): Promise<string | null> {
  const { variables } = await findVariables(appId)
  return toFields(variables).find(({ kind }) => kind === 'text')?.name ?? null
}
