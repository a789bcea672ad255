import { findAgent } from '@/lib/agents/queries'
import { AppError } from '@/lib/errors'
import { getAgentForm } from '@/lib/forms/agent-form'
import { getRoute, json } from '@/lib/http/route'

export const GET = getRoute(async ({ params }) => {
  const { appId = '' } = params
  if (!(await findAgent(appId))) throw new AppError('agent_unknown')
  return json(await getAgentForm(appId))
})
