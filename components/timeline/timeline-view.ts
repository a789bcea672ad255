import type { OpenSteps } from '@/lib/runs/step-lines'
import { nothingOpened } from '@/lib/runs/step-lines'

export const stepViews = ['overview', 'input', 'output', 'raw'] as const
export type StepView = (typeof stepViews)[number]

/** What a person did to a timeline; no event of the run changes it. */
export type TimelineView = {
  open: OpenSteps
  /** The part of a step that is looked at, by its key. */
  chosenViews: Record<string, StepView>
  query: string
}

export const firstView: TimelineView = { open: nothingOpened, chosenViews: {}, query: '' }

export type SetTimelineView = (change: (view: TimelineView) => TimelineView) => void
