import type { Exchange } from '../../agents/agent'
import type { Scenario } from '../../bench/scenario'
import type { EventStream } from '../../event-stream'
import type { AssistantReply } from '../reply'

export type AssistantBench = {
  reply: AssistantReply
  exchange: Exchange
  /** The question in lower case. */
  words: string
}

export type AssistantScenario = Scenario<AssistantBench>

/** For what only exists in a stream: a call for one body is told so in words. */
export function streamed(
  run: (bench: AssistantBench, stream: EventStream) => Promise<'closed' | void>,
): AssistantScenario['run'] {
  return async (bench) => {
    const { reply } = bench
    if (reply.stream) return run(bench, reply.stream)
    await reply.say(reply.words('This needs a stream; the call asked for one body.', '这需要流式调用。'))
  }
}
