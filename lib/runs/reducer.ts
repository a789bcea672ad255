/**
 * Folds run events into what a person sees. The same function serves the live view, the stored message, a reload,
 * a second tab and the tests. Pure: never throws, never mutates, ignores what comes after the end.
 */
import type { RunEvent, RunEventOf } from './events'
import { isOver } from './run'
import type { AnswerPart, NodeStep, Run, ToolStep } from './run'

export function reduceRun(run: Run, event: RunEvent): Run {
  if (isOver(run)) return run
  switch (event.type) {
    case 'run-start':
      return {
        ...run,
        id: event.runId,
        conversationId: event.conversationId,
        userMessageId: event.userMessageId,
        answerMessageId: event.answerMessageId,
        startedAt: event.at,
      }
    case 'files':
      return { ...run, files: event.files }
    case 'upstream-start':
      // An answer in several rounds has the head of its first one.
      return {
        ...run,
        upstreamStartedAt: run.upstreamStartedAt ?? event.at,
        notices: withoutWaiting(run.notices),
      }
    case 'upstream-ids':
      return {
        ...run,
        upstreamRequestId: event.requestId ?? run.upstreamRequestId,
        upstreamConversationId: event.conversationId ?? run.upstreamConversationId,
      }
    case 'text-delta':
      return { ...answering(run), parts: appendText(run.parts, event.text) }
    case 'reasoning-delta':
      return { ...answering(run), reasoning: think(run, event) }
    case 'media':
      return { ...answering(run), parts: placeMedia(run.parts, event) }
    case 'question':
      return { ...answering(run), parts: [...run.parts, { type: 'question', question: event.question }] }
    case 'node-start':
      return { ...answering(run), steps: [...run.steps, newStep(run, event, { input: event.input })] }
    case 'node-end':
      return { ...answering(run), steps: endNode(run, event) }
    case 'tool-start':
      return {
        ...answering(run),
        steps: inNode(run, event, (step) => ({
          ...step,
          tools: [...step.tools, newTool(step, event.name, event.at, event.input)],
        })),
      }
    case 'tool-end':
      return {
        ...answering(run),
        steps: inNode(run, event, (step) => ({ ...step, tools: endTool(step, event) })),
      }
    case 'loop-progress':
      return {
        ...answering(run),
        steps: inNode(run, event, (step) => ({
          ...step,
          loop: advanceLoop(step.loop, event, countStepsWith(run, event.nodeId)),
        })),
      }
    case 'unknown-step':
      return {
        ...answering(run),
        steps: [
          ...run.steps,
          {
            ...newStep(run, event, { input: event.json }),
            kind: 'unknown',
            name: event.name || event.kind,
            endedAt: event.at,
          },
        ],
      }
    case 'usage':
      return { ...run, usage: [...run.usage, ...event.rows] }
    case 'notice': {
      const others = run.notices.filter((notice) => notice.code !== event.code)
      const { code, count, detail } = event
      return { ...run, notices: [...others, { code, count, ...(detail ? { detail } : {}) }] }
    }
    case 'metadata':
      return run.metadata.includes(event.json) ? run : { ...run, metadata: [...run.metadata, event.json] }
    case 'answer-retracted':
      return { ...run, parts: [], reasoning: null, isRetracted: true }
    case 'run-error':
      return run.failure ? run : { ...run, failure: event.failure }
    case 'run-end':
      return {
        ...run,
        status: event.outcome,
        endedAt: event.at,
        notices: withoutWaiting(run.notices),
      }
    default:
      return event satisfies never
  }
}

/** The wait for a busy upstream is over once upstream has answered, or the run. */
function withoutWaiting(notices: Run['notices']): Run['notices'] {
  return notices.filter(({ code }) => code !== 'waiting_to_retry')
}

/** A later round of the same answer thinks anew: what was done between is not thinking. */
function think({ reasoning, steps }: Run, { text, at }: RunEventOf<'reasoning-delta'>): Run['reasoning'] {
  if (reasoning === null) return { text, startedAt: at, endedAt: at }
  const endedAt = reasoning.endedAt ?? at
  const roundAt = steps.at(-1)?.startedAt ?? 0
  if (roundAt <= endedAt) return { ...reasoning, text: reasoning.text + text, endedAt: at }
  const pausedMs = (reasoning.pausedMs ?? 0) + roundAt - endedAt
  return { ...reasoning, text: `${reasoning.text.trimEnd()}\n\n${text}`, endedAt: at, pausedMs }
}

function answering(run: Run): Run {
  return run.status === 'waiting' ? { ...run, status: 'answering' } : run
}

function appendText(parts: AnswerPart[], text: string): AnswerPart[] {
  const last = parts.at(-1)
  if (last?.type !== 'text') return [...parts, { type: 'text', text }]
  return [...parts.slice(0, -1), { type: 'text', text: last.text + text }]
}

function placeMedia(parts: AnswerPart[], event: RunEventOf<'media'>): AnswerPart[] {
  const part: AnswerPart = { type: 'media', mediaId: event.mediaId, media: event.media }
  const isKnown = parts.some((known) => known.type === 'media' && known.mediaId === event.mediaId)
  if (!isKnown) return [...parts, part]
  return parts.map((known) => (known.type === 'media' && known.mediaId === event.mediaId ? part : known))
}

type StepEvent = { nodeId: string; at: number; name?: string; nodeName?: string }

function newStep(run: Run, event: StepEvent, { input }: { input: string | null }): NodeStep {
  return {
    key: `${event.nodeId}#${run.steps.length}`,
    nodeId: event.nodeId,
    name: event.nodeName ?? event.name ?? '',
    kind: 'node',
    input,
    output: null,
    tools: [],
    loop: null,
    startedAt: event.at,
    endedAt: null,
  }
}

/** How many steps the run has once it has one of this id. */
function countStepsWith({ steps }: Run, nodeId: string): number {
  return steps.length + (steps.some((step) => step.nodeId === nodeId) ? 0 : 1)
}

function advanceLoop(
  loop: NodeStep['loop'],
  event: RunEventOf<'loop-progress'>,
  stepCount: number,
): NodeStep['loop'] {
  const rounds = loop?.rounds ?? []
  const isNewRound = rounds.at(-1)?.round !== event.currentRound
  const isFinished = event.status === 'finished'
  return {
    currentRound: event.currentRound,
    totalRounds: event.totalRounds,
    isFinished,
    finishReason: event.finishReason,
    rounds: isNewRound ? [...rounds, { round: event.currentRound, firstStep: stepCount }] : rounds,
    endStep: isFinished ? (loop?.endStep ?? stepCount) : null,
  }
}

/** A finish belongs to the latest open node of that id; a finish without a start makes its own row. */
function endNode(run: Run, event: RunEventOf<'node-end'>): NodeStep[] {
  const index = run.steps.findLastIndex((step) => step.nodeId === event.nodeId && step.endedAt === null)
  const end = { output: event.output, endedAt: event.at }
  if (index < 0) return [...run.steps, { ...newStep(run, event, { input: null }), ...end }]
  return run.steps.map((step, at) =>
    at === index
      ? { ...step, ...end, name: step.name || event.name, loop: endLoop(step.loop, run.steps.length) }
      : step,
  )
}

function endLoop(loop: NodeStep['loop'], stepCount: number): NodeStep['loop'] {
  return loop && { ...loop, endStep: loop.endStep ?? stepCount }
}

/** Applies a change to the latest node of that id (an open one first), or to a new row when there is none. */
function inNode(run: Run, event: StepEvent, change: (step: NodeStep) => NodeStep): NodeStep[] {
  const open = run.steps.findLastIndex((step) => step.nodeId === event.nodeId && step.endedAt === null)
  const index = open >= 0 ? open : run.steps.findLastIndex((step) => step.nodeId === event.nodeId)
  if (index < 0) {
    const node = { nodeId: event.nodeId, name: event.nodeName ?? '', at: event.at }
    return [...run.steps, change(newStep(run, node, { input: null }))]
  }
  return run.steps.map((step, at) => (at === index ? change(step) : step))
}

function newTool(step: NodeStep, name: string, at: number, input: ToolStep['input']): ToolStep {
  return { key: `${step.key}.${step.tools.length}`, name, input, output: null, startedAt: at, endedAt: null }
}

/** An end belongs to the oldest open tool of that name, so that parallel calls of one tool pair in order. */
function endTool(step: NodeStep, event: RunEventOf<'tool-end'>): ToolStep[] {
  const index = step.tools.findIndex((tool) => tool.name === event.name && tool.endedAt === null)
  const end = { output: event.output, endedAt: event.at }
  if (index < 0) return [...step.tools, { ...newTool(step, event.name, event.at, event.input), ...end }]
  return step.tools.map((tool, at) =>
    at === index ? { ...tool, ...end, input: event.input ?? tool.input } : tool,
  )
}
