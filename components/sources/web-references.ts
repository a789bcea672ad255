import type { WebReference } from '@/lib/runs/events'
import type { Run } from '@/lib/runs/run'

/** What the searches and browsers of a run found, in their order; the same page under the same label once. */
export function webReferences({ steps }: Pick<Run, 'steps'>): WebReference[] {
  const known = new Set<string>()
  return steps.flatMap(({ tools }) =>
    tools.flatMap(({ output }) =>
      output?.kind !== 'web_search' && output?.kind !== 'browser'
        ? []
        : output.references.filter(({ refer, link, title }) => {
            const key = JSON.stringify([refer, link ?? title])
            return !known.has(key) && known.add(key)
          }),
    ),
  )
}

/** Whether a run asked a knowledge base: only then upstream knows where passages stand. */
export function hasRetrieval({ steps }: Pick<Run, 'steps'>): boolean {
  return steps.some(({ tools }) =>
    tools.some(({ input, output }) => input?.kind === 'retrieval' || output?.kind === 'retrieval'),
  )
}
