/**
 * A run as guests see it when the timeline is not for them: no names, inputs, outputs or tokens of nodes. What the
 * answer's sources need stays: that something was retrieved, and the web references. Pure.
 */
import type { RunEvent, ToolOutput } from './events'
import type { NodeStep, Run } from './run'

/** Says nothing, and keeps the number of an event that such a reader does not get: a gap would mean a loss. */
const blank: RunEvent = { type: 'usage', rows: [] }

export function eventWithoutTimeline(event: RunEvent): RunEvent {
  switch (event.type) {
    case 'node-start':
    case 'node-end':
    case 'tool-start':
    case 'loop-progress':
    case 'unknown-step':
    case 'usage':
    case 'metadata':
      return blank
    case 'tool-end': {
      const output = sourceOf(event.output)
      return output ? { ...event, nodeName: '', name: '', input: null, output } : blank
    }
    default:
      return event
  }
}

export function runWithoutTimeline(run: Run): Run {
  return { ...run, steps: run.steps.flatMap(stepWithoutNames), usage: [], metadata: [] }
}

/** Whether a run has a timeline that may be shown: nameless steps only hold the sources. */
export function hasTimeline(run: Pick<Run, 'steps'>): boolean {
  return run.steps.some((step) => step.name !== '' || step.tools.some((tool) => tool.name !== ''))
}

function stepWithoutNames(step: NodeStep): NodeStep[] {
  const tools = step.tools.flatMap((tool) => {
    const output = tool.output && sourceOf(tool.output)
    return output ? [{ ...tool, name: '', input: null, output }] : []
  })
  return tools.length > 0 ? [{ ...step, name: '', input: null, output: null, loop: null, tools }] : []
}

function sourceOf(output: ToolOutput): ToolOutput | null {
  if (output.kind === 'web_search' || output.kind === 'browser') return output
  return output.kind === 'retrieval' ? { kind: 'retrieval', slices: [] } : null
}
