import { queryOptions, useQuery } from '@tanstack/react-query'
import { getOwnJson } from '@/components/chat/session'
import { agentFormSchema } from '@/lib/forms/schema'
import type { AgentForm } from '@/lib/forms/schema'

const freshMs = 5 * 60_000

/** What an agent asks for, as the server knows it. */
export function agentFormOptions(appId: string) {
  return queryOptions({
    queryKey: ['agent-form', appId],
    queryFn: ({ signal }) =>
      getOwnJson(`/api/agents/${encodeURIComponent(appId)}/form`, agentFormSchema, signal),
    staleTime: freshMs,
    // A form that changes while somebody fills it in helps nobody.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/**
 * @param appId null for what is no agent and has no form
 * @param known what came with the page; null when the server did not want to wait for it
 */
export function useAgentForm(appId: string | null, known: AgentForm | null): AgentForm | null {
  const { data } = useQuery({
    ...agentFormOptions(appId ?? ''),
    enabled: appId !== null,
    ...(known?.appId === appId && {
      initialData: known,
      initialDataUpdatedAt: known.isUncertain ? 0 : Date.now(),
    }),
  })
  return data ?? null
}
