/** What a model's answer cost, as models, assistants and every compatible server say it (api-facts §4.2). Pure. */
import * as z from 'zod'
import type { UsageRow } from '@/lib/runs/events'
import { loose, looseNumber } from './loose'

export const tokenUsageSchema = z.object({
  prompt_tokens: looseNumber,
  completion_tokens: looseNumber,
  total_tokens: looseNumber,
  prompt_tokens_details: loose(z.object({ cached_tokens: looseNumber })),
  completion_tokens_details: loose(z.object({ reasoning_tokens: looseNumber })),
})

export type TokenUsage = z.output<typeof tokenUsageSchema>

/** @returns null when it says nothing */
export function toUsageRow(
  usage: TokenUsage,
  { model, nodeName }: { model: string | null; nodeName: string },
): UsageRow | null {
  const inputTokens = usage.prompt_tokens ?? 0
  const outputTokens = usage.completion_tokens ?? 0
  const totalTokens = usage.total_tokens ?? inputTokens + outputTokens
  if (totalTokens === 0 && inputTokens === 0 && outputTokens === 0) return null
  return {
    nodeName,
    model,
    inputTokens,
    outputTokens,
    totalTokens,
    cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? null,
    reasoningTokens: usage.completion_tokens_details?.reasoning_tokens ?? null,
  }
}
