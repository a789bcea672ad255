/** The tree of steps as lines from top to bottom: what is open, and while something is searched for, what matches. Pure. */
import type { Run } from './run'
import { isOver } from './run'
import type { StepBranch } from './step-tree'

export type StepLine = {
  branch: StepBranch
  /** 1 for the outermost, as `aria-level` counts. */
  level: number
  /** 1-based place among its siblings, and how many they are. */
  place: number
  siblings: number
  isOpen: boolean
}

type GroupBranch = Extract<StepBranch, { kind: 'round' | 'attempts' }>

/** What a person opened and closed. `base` is what "expand all" or "collapse all" said last. */
export type OpenSteps = { base: boolean | null; chosen: Record<string, boolean> }

export const nothingOpened: OpenSteps = { base: null, chosen: {} }

/** Rounds of a short loop can be read at a glance; those of a long one would push everything else away. */
const maxOpenRounds = 3

/**
 * @param matches keys of the steps that match a search, whose way is then open and beside which nothing else is
 *   shown; null without a search
 */
export function toLines(
  tree: StepBranch[],
  open: OpenSteps,
  matches: ReadonlySet<string> | null,
): StepLine[] {
  const lines: StepLine[] = []
  const add = (branches: StepBranch[], level: number) => {
    const shown = matches ? branches.filter((branch) => hasMatch(branch, matches)) : branches
    shown.forEach((branch, index) => {
      const isOpen = isOpenBranch(branch, open, matches !== null)
      lines.push({ branch, level, place: index + 1, siblings: shown.length, isOpen })
      if (isOpen || !isGroup(branch)) add(branch.children, level + 1)
    })
  }
  add(tree, 1)
  return lines
}

/** Rounds and attempts: to open them is to see what is in them. Nodes and tools open their details. */
export function isGroup(branch: StepBranch): branch is GroupBranch {
  return branch.kind === 'round' || branch.kind === 'attempts'
}

export function toggled(open: OpenSteps, key: string, isOpen: boolean): OpenSteps {
  return { ...open, chosen: { ...open.chosen, [key]: isOpen } }
}

function isOpenBranch(branch: StepBranch, { base, chosen }: OpenSteps, isSearching: boolean): boolean {
  if (isSearching && isGroup(branch)) return true
  return chosen[branch.key] ?? base ?? isOpenAtFirst(branch)
}

function isOpenAtFirst(branch: StepBranch): boolean {
  if (branch.kind === 'attempts') return true
  return branch.kind === 'round' && branch.totalRounds !== null && branch.totalRounds <= maxOpenRounds
}

function hasMatch(branch: StepBranch, matches: ReadonlySet<string>): boolean {
  return matches.has(branch.key) || branch.children.some((child) => hasMatch(child, matches))
}

export type StepState = 'running' | 'done' | 'unfinished' | 'failed' | 'stopped' | 'interrupted'

/** How a step stands; one that was at work when the run broke off ends as the run did. */
export function stepState(times: { endedAt: number | null }, run: Pick<Run, 'status'>): StepState {
  if (times.endedAt !== null) return 'done'
  if (!isOver(run)) return 'running'
  return run.status === 'failed' || run.status === 'stopped' || run.status === 'interrupted'
    ? run.status
    : 'unfinished'
}
