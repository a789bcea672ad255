import 'server-only'
import { runFunction } from '@/lib/functions/run-function'
import type { RunEvent } from '@/lib/runs/events'
import type { GenerationEnd } from '@/lib/runs/run-writer'
import type { FunctionName } from '@/lib/targets/settings'
import type { ChatMessage, Completion, CompletionEnd, CompletionNode } from '@/lib/upstream/models/completion'

/** How often a model may ask for functions in one answer. */
export const maxRounds = 8

/** Results of functions that are given back, in characters. */
const maxResultLength = 16_000

/**
 * An answer that may call functions of ours: asks, runs what the model calls, tells it the results and asks again, until
 * it answers without calling. Each round is a step of the timeline.
 *
 * @param options.name of the model, as people see it
 * @param options.ask one completion; `round` counts from 1
 * @throws the signal's reason when it aborts, at any point
 */
export async function* answerInRounds({
  name,
  messages,
  functions,
  signal,
  ask,
}: {
  name: string
  messages: ChatMessage[]
  functions: readonly FunctionName[]
  signal: AbortSignal
  ask: (asked: { messages: ChatMessage[]; node: CompletionNode; round: number }) => Completion
}): AsyncGenerator<RunEvent, GenerationEnd> {
  let said = messages
  for (let round = 1; ; round++) {
    const node: CompletionNode = { nodeId: `round-${round}`, nodeName: name }
    yield { type: 'node-start', nodeId: node.nodeId, name, input: null, at: Date.now() }
    const end = yield* ask({ messages: said, node, round })
    if (end.outcome !== 'done') return end
    const isLast = round >= maxRounds
    if (end.calls.length > 0) {
      said = [...said, { role: 'assistant', text: end.text, calls: end.calls, audioId: null }]
      said = [...said, ...(yield* runCalls(end.calls, node, isLast ? [] : functions, signal))]
    }
    yield { type: 'node-end', nodeId: node.nodeId, name, output: null, at: Date.now() }
    if (end.calls.length === 0) return { outcome: 'done' }
    if (isLast) {
      yield { type: 'notice', code: 'tool_rounds', count: maxRounds }
      return { outcome: 'done' }
    }
  }
}

async function* runCalls(
  calls: Extract<CompletionEnd, { outcome: 'done' }>['calls'],
  { nodeId, nodeName }: CompletionNode,
  functions: readonly FunctionName[],
  signal: AbortSignal,
): AsyncGenerator<RunEvent, ChatMessage[]> {
  const results: ChatMessage[] = []
  for (const call of calls) {
    signal.throwIfAborted()
    const output = (await runFunction(call, functions)).slice(0, maxResultLength)
    results.push({ role: 'tool', callId: call.id, text: output })
    yield {
      type: 'tool-end',
      nodeId,
      nodeName,
      name: call.name,
      input: { kind: 'function', parameters: call.arguments },
      output: { kind: 'function', output },
      at: Date.now(),
    }
  }
  return results
}
