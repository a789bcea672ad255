/** Which step spent which tokens. Upstream names the node, not the time it ran (api-facts §3.5, usage). Pure. */
import type { UsageRow } from './events'
import type { Run } from './run'

export type Tokens = Pick<UsageRow, 'inputTokens' | 'outputTokens' | 'totalTokens'>

export type StepTokens = {
  /** By the key of the step. */
  bySteps: ReadonlyMap<string, Tokens>
  /** Rows that no single step can be given: of nodes that the timeline does not have or has several times. */
  others: { name: string | null; model: string | null; runs: number; tokens: Tokens }[]
  total: Tokens | null
}

/**
 * Rows of one node are summed. A node that ran several times is given its rows one by one only when there are exactly
 * as many rows as times.
 */
export function tokensOf(run: Pick<Run, 'steps' | 'usage'>): StepTokens {
  const rowsByName = groupBy(run.usage, ({ nodeName }) => nodeName ?? '')
  const stepsByName = groupBy(run.steps, ({ name }) => name)
  const bySteps = new Map<string, Tokens>()
  const others: StepTokens['others'] = []
  for (const [name, rows] of rowsByName) {
    const steps = name === '' ? [] : (stepsByName.get(name) ?? [])
    const [only] = steps
    if (only && steps.length === 1) bySteps.set(only.key, sumOf(rows))
    else if (steps.length === rows.length && steps.length > 0)
      rows.forEach((row, index) => bySteps.set(steps[index]?.key ?? '', sumOf([row])))
    else {
      const models = new Set(rows.map(({ model }) => model))
      const model = models.size === 1 ? (rows[0]?.model ?? null) : null
      others.push({ name: name || null, model, runs: steps.length, tokens: sumOf(rows) })
    }
  }
  return { bySteps, others, total: run.usage.length > 0 ? sumOf(run.usage) : null }
}

export function sumOf(rows: Tokens[]): Tokens {
  const sum = (field: keyof Tokens) => rows.reduce((total, row) => total + row[field], 0)
  return {
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    totalTokens: sum('totalTokens'),
  }
}

function groupBy<Item>(items: Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
