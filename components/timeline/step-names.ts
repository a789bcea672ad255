'use client'

import { useTranslations } from 'use-intl'
import { nodeKind, toolKind } from '@/lib/runs/timeline'
import type { StepKind } from '@/lib/runs/timeline'
import type { StepBranch } from '@/lib/runs/step-tree'

type Named = { name: string; kind: StepKind }

/** What a step is called in the list. */
export function useStepName(): (step: Named) => string {
  const t = useTranslations('timeline')
  return ({ name, kind }) => {
    if (kind === 'retrieval') return t('retrieval')
    if (kind === 'web_search') return t('webSearch')
    if (kind === 'code') return t('kindCode')
    if (kind === 'drawing') return t('kindDrawing')
    if (kind === 'browser') return t('kindBrowser')
    return name || t('unknownStep')
  }
}

/** What a line of the timeline is called. */
export function useBranchName(): (branch: StepBranch) => string {
  const t = useTranslations('timeline')
  const stepName = useStepName()
  return (branch) => {
    switch (branch.kind) {
      case 'node':
        return stepName({ name: branch.step.name, kind: nodeKind(branch.step) })
      case 'tool':
        return stepName({ name: branch.tool.name, kind: toolKind(branch.tool) })
      case 'attempts':
        return branch.name || t('unknownStep')
      case 'round':
        return branch.totalRounds === null
          ? t('loop', { current: String(branch.round) })
          : t('loopOf', { current: String(branch.round), total: String(branch.totalRounds) })
      default:
        return branch satisfies never
    }
  }
}

/** What happens while a step runs, as one says it. */
export function useStepActivity(): (step: Named) => string {
  const t = useTranslations('timeline')
  return ({ name, kind }) => {
    if (kind === 'retrieval') return t('searchingKnowledge')
    if (kind === 'web_search') return t('searchingWeb')
    if (kind === 'function' || kind === 'mcp') return t('calling', { name })
    if (kind === 'mcp_list') return t('askingForTools')
    if (kind === 'code') return t('runningCode')
    if (kind === 'drawing') return t('drawing')
    if (kind === 'browser') return t('browsing')
    return name || t('working')
  }
}
