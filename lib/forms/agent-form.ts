import 'server-only'
import { findVariables } from '@/lib/agents/variables'
import { formKind, toFields } from './fields'
import type { AgentForm } from './schema'

/**
 * What an agent asks for before it runs. Never throws and waits for upstream 3 s at most: a form that could not be read
 * says so, with the fields that were known last.
 */
export async function getAgentForm(appId: string): Promise<AgentForm> {
  const { variables, isUncertain } = await findVariables(appId)
  const fields = toFields(variables)
  return { appId, kind: formKind(fields), fields, isUncertain }
}
