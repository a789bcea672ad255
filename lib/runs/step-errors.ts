/** Which steps' outputs speak of an error. Pure but for remembering what it has read. */
import type { NodeStep, ToolStep } from './run'
import type { StepBranch } from './step-tree'
import { outputText, reportedError } from './step-values'

/** Steps never change, they are replaced; so each output is read once however often the run grows. */
const known = new WeakMap<NodeStep | ToolStep, string | null>()

/** What the step's own output says went wrong; null when it says nothing of the kind, and for rounds and attempts. */
export function errorOf(branch: StepBranch): string | null {
  if (branch.kind === 'round' || branch.kind === 'attempts') return null
  const step = branch.kind === 'node' ? branch.step : branch.tool
  const found = known.get(step)
  if (found !== undefined) return found
  const error = toldError(step) ?? reportedError(outputText(step))
  known.set(step, error)
  return error
}

/** What upstream itself says went wrong; null when it says nothing, whatever the output speaks of. */
export function toldError({ output }: Pick<NodeStep | ToolStep, 'output'>): string | null {
  return output !== null && typeof output === 'object' && 'error' in output ? output.error : null
}

export function hasErrorWithin(branch: StepBranch): boolean {
  return branch.children.some((child) => errorOf(child) !== null || hasErrorWithin(child))
}
